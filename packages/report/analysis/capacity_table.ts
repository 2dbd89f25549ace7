import type { Latency } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, textCell } from "./cells.ts";
import { measuredLevels, medianOf } from "./measured_levels.ts";
import type { MeasuredLevel } from "./measured_levels.ts";
import type { ReportTable, TableCell } from "./report_table.ts";
import { detail, numbers, tableOfSets, texts } from "./table_columns.ts";
import type { ColumnOf } from "./table_columns.ts";

const COLUMNS: readonly ColumnOf<MeasuredLevel>[] = [
  texts("target", "gateway", ({ target }) => textCell(target)),
  numbers("sessions", "sessions", ({ sessions }) => numberCell(sessions)),
  texts("result", "result", resultCell),
  detail("passed", ({ counts }) => numberCell(counts.pass)),
  detail("failed", ({ counts }) => numberCell(counts.fail)),
  detail("invalid", ({ counts }) => numberCell(counts.invalid)),
  ...latencyColumns("newest", (run) => run.newest_frame_to_partial_latency),
  ...latencyColumns("oldest", (run) => run.oldest_frame_to_partial_latency),
  ...latencyColumns("flush_lateness", (run) => run.flush_lateness),
  numbers("errors", "errors", ({ valid, errors }) => numberCell(valid.length ? errors : null)),
  detail("failing_gates", ({ failingGates }) => textCell(failingGates.join("; ") || null)),
];

/** Every number of sessions that a gateway was put under, and how it did. */
export function capacityTable(sets: readonly ResultSet[]): ReportTable {
  const rows = sets
    .filter(({ program }) => program !== "bench" && program !== "soak")
    .flatMap((set) => set.targets.flatMap(({ label }) => measuredLevels(set, label)));
  return tableOfSets(
    {
      name: "capacity",
      title: "Every load that was measured",
      notes: [
        "Latencies are medians of the runs that passed or failed; an invalid run says nothing of the " +
        "gateway.",
      ],
    },
    COLUMNS,
    rows,
  );
}

/** `pass`, `fail: newest p95`, `borderline: 1 of 2 passed`, `invalid`. */
function resultCell({ counts, failingGates }: MeasuredLevel): TableCell {
  const { pass, fail, invalid } = counts;
  const gates = failingGates.length === 0 ? "" : `: ${failingGates.slice(0, 2).join(", ")}`;
  if (pass > 0 && fail > 0) {
    return textCell(`borderline, ${pass} of ${pass + fail} passed${gates}`, "warning");
  }
  if (pass > 0) return textCell(times("pass", pass), "good");
  if (fail > 0) return textCell(times("fail", fail) + gates, "bad");
  return textCell(invalid > 0 ? times("invalid", invalid) : "interrupted", "warning");
}

function times(what: string, count: number): string {
  return count === 1 ? what : `${what} × ${count}`;
}

/** Two percentiles side by side for people, apart for programs. */
function latencyColumns(
  name: string,
  of: (run: MeasuredLevel["valid"][0]) => Latency,
): ColumnOf<MeasuredLevel>[] {
  const percentile = (level: MeasuredLevel, field: "p50_ms" | "p95_ms") =>
    medianOf(level, (run) => run.partials === 0 ? undefined : of(run)[field]);
  return [
    numbers(`${name}_p50_ms`, `${name.replace("_", " ")} p50 / p95`, (level) => {
      const [p50, p95] = [percentile(level, "p50_ms"), percentile(level, "p95_ms")];
      if (p50 === null || p95 === null) return textCell(null);
      return { value: p50, text: `${format(p50)} / ${format(p95)} ms` };
    }),
    detail(`${name}_p95_ms`, (level) => numberCell(percentile(level, "p95_ms"), 3)),
  ];
}

/** Flushes are late by less than a hundredth of a millisecond, or by hundreds. */
function format(ms: number): string {
  return ms.toFixed(ms < 1 ? 3 : ms < 10 ? 1 : 0);
}
