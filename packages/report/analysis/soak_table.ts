import type { SoakAccounts, SoakReport } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, textCell } from "./cells.ts";
import type { ReportTable, TableCell } from "./report_table.ts";
import { detail, numbers, tableOfSets, texts } from "./table_columns.ts";
import type { ColumnOf } from "./table_columns.ts";

/** A gateway over a long time. */
interface Row {
  readonly set: ResultSet;
  readonly course: SoakReport;
  readonly accounts: SoakAccounts | undefined;
}

const MIB = 2 ** 20;

const COLUMNS: readonly ColumnOf<Row>[] = [
  texts("target", "gateway", ({ course }) => textCell(course.target)),
  texts("memory", "memory over time", ({ course: { memory } }) => memoryCell(memory.verdict)),
  numbers("mean_mib", "mean RSS, MiB", ({ course: { memory } }) => mibCell(memory.mean_bytes)),
  numbers("mib_per_hour", "growth per hour, MiB (95 % interval)", growthCell),
  detail("mib_per_hour_low", ({ course: { memory } }) => mibCell(memory.low_bytes_per_hour)),
  detail("mib_per_hour_high", ({ course: { memory } }) => mibCell(memory.high_bytes_per_hour)),
  ...latencyColumns("first_quarter", "newest p50 / p95, first quarter"),
  ...latencyColumns("last_quarter", "last quarter"),
  numbers("sessions_started", "sessions", ({ accounts }) => numberCell(accounts?.sessions.started)),
  numbers(
    "sessions_broken",
    "broken",
    ({ accounts }) => numberCell(accounts?.sessions.broken.length),
  ),
  numbers("frames_sent", "frames", ({ accounts }) => numberCell(accounts?.frames.sent)),
  numbers("frames_missing", "missing", ({ accounts }) => numberCell(accounts?.frames.missing)),
  numbers(
    "errors",
    "errors",
    ({ accounts }) => numberCell(accounts?.errors.reduce((sum, { count }) => sum + count, 0)),
  ),
];

/** Memory, latency and accounts of gateways that were held under load for long. */
export function soakTable(sets: readonly ResultSet[]): ReportTable {
  const rows = sets.flatMap((set) =>
    set.courses.map((course) => ({
      set,
      course,
      accounts: set.accounts.find(({ target }) => target === course.target),
    }))
  );
  return tableOfSets(
    {
      name: "soak",
      title: "A long time under load",
      notes: ["Memory is judged by its low points, from the low end of the growth's interval."],
    },
    COLUMNS,
    rows,
  );
}

function memoryCell(verdict: SoakReport["memory"]["verdict"]): TableCell {
  const tones = { leak: "bad", steady: "good", unknown: "warning" } as const;
  return textCell(verdict, tones[verdict]);
}

function mibCell(bytes: number | null): TableCell {
  return numberCell(bytes === null ? null : bytes / MIB, 1);
}

function growthCell({ course: { memory } }: Row): TableCell {
  const { bytes_per_hour, low_bytes_per_hour: low, high_bytes_per_hour: high } = memory;
  const cell = mibCell(bytes_per_hour);
  if (low === null || high === null) return cell;
  return { ...cell, text: `${cell.text} (${mibCell(low).text} … ${mibCell(high).text})` };
}

function latencyColumns(
  part: "first_quarter" | "last_quarter",
  label: string,
): ColumnOf<Row>[] {
  const of = ({ course }: Row) => course.latency[part];
  return [
    numbers(`${part}_p50_ms`, label, (row) => {
      const { p50_ms, p95_ms } = of(row);
      if (p50_ms === null || p95_ms === null) return textCell(null);
      return { value: p50_ms, text: `${p50_ms.toFixed(0)} / ${p95_ms.toFixed(0)} ms` };
    }),
    detail(`${part}_p95_ms`, (row) => numberCell(of(row).p95_ms, 1)),
  ];
}
