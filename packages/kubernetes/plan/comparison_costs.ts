import * as v from "valibot";
import { MeasuredCosts } from "./measured_costs.ts";

/** A cell of the tables, such as `593 µs (579–609)`. */
const CELL = /(\d+) (?:µs|kB) \(\d+–(\d+)\)/g;

/**
 * Reads the costs of the first comparison on a page of results. What that doesn't say is taken from
 * `others`.
 *
 * @throws {ValiError} when the page has no such table.
 */
export function comparisonCosts(page: string, others: MeasuredCosts): MeasuredCosts {
  const lines = page.split("\n");
  const rows = (title: string) =>
    lines.filter((line) => line.startsWith(`│ ${title} `)).slice(0, 2);
  const names = rows("                             ").flatMap((line) =>
    line.split("│").map((cell) => cell.trim()).filter((cell) => cell !== "")
  );
  const cpu = rows("CPU per session-second").flatMap((line) => [...line.matchAll(CELL)]);
  const memory = rows("memory per session (RSS)").flatMap((line) => [...line.matchAll(CELL)]);
  const range = ([, median, max]: RegExpMatchArray, unit: number) => ({
    median: Number(median) * unit,
    max: Number(max) * unit,
  });
  return v.parse(MeasuredCosts, {
    ...others,
    date: /^_(\d{4}-\d\d-\d\d) on a /m.exec(page)?.[1],
    sessions: Number(/^(\d+) sessions, profile /m.exec(page)?.[1]),
    variants: Object.fromEntries(names.map((name, i) => [name, {
      cpu_us_per_session_second: cpu[i] && range(cpu[i], 1),
      rss_bytes_per_session: memory[i] && range(memory[i], 1000),
    }])),
  });
}
