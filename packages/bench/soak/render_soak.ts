import type { SoakReport } from "@stt-bench/results";
import { summarize } from "@stt-bench/statistics";
import type { Display } from "../report/display.ts";
import { renderTable } from "../report/table.ts";
import type { Cell, Row, Tone } from "../report/table.ts";

const tones: Readonly<Record<SoakReport["memory"]["verdict"], Tone>> = {
  leak: "bad",
  steady: "good",
  unknown: "warning",
};

const MIB = 2 ** 20;

/** Memory and latency over the time, the targets side by side. */
export function renderSoak(reports: readonly SoakReport[], display: Display): string {
  const row = (
    label: string,
    cell: (report: SoakReport) => string | Cell,
    starts = false,
  ): Row => ({
    label,
    startsGroup: starts,
    cells: reports.map(cell).map((cell) => typeof cell === "string" ? { text: cell } : cell),
  });
  const latency = (label: string, part: "first_quarter" | "last_quarter") =>
    row(label, ({ latency }) => `${ms(latency[part].p50_ms)} / ${ms(latency[part].p95_ms)}`);
  return renderTable(reports.map(({ target }) => target), [
    row("memory over time", ({ memory: { verdict } }) => ({
      text: verdict.toUpperCase(),
      tone: tones[verdict],
    }), true),
    row("  mean (RSS)", ({ memory }) => mib(memory.mean_bytes)),
    row("  first → last quarter", ({ samples }) => {
      const quarter = Math.ceil(samples.length / 4);
      const first = rssIn(samples.slice(0, quarter));
      return `${mib(first)} → ${mib(rssIn(samples.slice(-quarter)))}`;
    }),
    row("  growth per hour", ({ memory }) => mib(memory.bytes_per_hour)),
    row(
      "    95 % interval",
      ({ memory: { low_bytes_per_hour: low, high_bytes_per_hour: high } }) =>
        low === null || high === null
          ? "–"
          : `${(low / MIB).toFixed(1)} … ${(high / MIB).toFixed(1)}`,
    ),
    latency("newest p50 / p95, first quarter", "first_quarter"),
    latency("  last quarter", "last_quarter"),
  ], display);
}

/** Median memory in some of the samples. */
function rssIn(samples: SoakReport["samples"]): number | null {
  const values = samples.map(({ rss_bytes }) => rss_bytes).filter((value) => value !== null);
  return values.length === 0 ? null : summarize(values).median;
}

function mib(bytes: number | null): string {
  return bytes === null ? "–" : `${(bytes / MIB).toFixed(1)} MiB`;
}

function ms(value: number | null): string {
  return value === null ? "–" : `${value.toFixed(0)} ms`;
}
