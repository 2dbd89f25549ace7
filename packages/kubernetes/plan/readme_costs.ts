import * as v from "valibot";
import { MeasuredCosts } from "./measured_costs.ts";

/** A cell of the tables, such as `593 µs (579–609)`. */
const CELL = /(\d+) (?:µs|kB) \(\d+–(\d+)\)/g;

/**
 * Reads the costs of the comparison that the README opens with. What that doesn't say is taken from
 * `others`.
 *
 * @throws {ValiError} when the README has no such table.
 */
export function readmeCosts(readme: string, others: MeasuredCosts): MeasuredCosts {
  const lines = readme.split("\n");
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
    date: /^_(\d{4}-\d\d-\d\d) on a /m.exec(readme)?.[1],
    sessions: Number(/^(\d+) sessions, profile /m.exec(readme)?.[1]),
    variants: Object.fromEntries(names.map((name, i) => [name, {
      cpu_us_per_session_second: cpu[i] && range(cpu[i], 1),
      rss_bytes_per_session: memory[i] && range(memory[i], 1000),
    }])),
  });
}
