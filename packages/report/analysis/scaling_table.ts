import { findScalings, formatRatio, metrics, ratioOf, roundValues } from "@stt-bench/results";
import type { Scaling } from "@stt-bench/results";
import type { PairedRatio } from "@stt-bench/statistics";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, textCell } from "./cells.ts";
import { comparedTargets } from "./compared_targets.ts";
import type { ReportTable, TableCell } from "./report_table.ts";
import { detail, numbers, tableOfSets, texts } from "./table_columns.ts";
import type { ColumnOf } from "./table_columns.ts";

/** A scaling, and what the same sessions cost with one worker and with several. */
interface Row extends Scaling {
  readonly set: ResultSet;
  /** CPU of several workers ÷ that of one; undefined where no round has both. */
  readonly cost: PairedRatio | undefined;
}

const COLUMNS: readonly ColumnOf<Row>[] = [
  texts("variant", "gateway", ({ variant }) => textCell(variant)),
  numbers("workers", "workers", ({ workers }) => ({ value: workers, text: `1 → ${workers}` })),
  numbers("sessions_one", "sessions with one", ({ from }) => numberCell(from)),
  numbers("sessions_many", "with several", ({ to, isAtLeast }) => ({
    value: to,
    text: to === null ? "–" : `${isAtLeast ? "≥ " : ""}${to}`,
  })),
  numbers("sessions_ratio", "scaling", ratioCell),
  numbers("cost_ratio", "CPU per session, several ÷ one", ({ cost }) => ({
    value: cost?.ratio ?? null,
    text: cost === undefined ? "–" : formatRatio(cost),
  })),
  detail("cost_low", ({ cost }) => numberCell(cost?.low ?? null, 4)),
  detail("cost_high", ({ cost }) => numberCell(cost?.high ?? null, 4)),
];

/** How gateways scale from one worker to several: by what they hold, and by what that costs. */
export function scalingTable(sets: readonly ResultSet[]): ReportTable {
  const rows = sets.flatMap(rowsOf);
  return tableOfSets({ name: "scaling", title: "Scaling over workers", notes: [] }, COLUMNS, rows);
}

/** What a set says of scaling; where nobody knows how many cores it had, that isn't held against it. */
export function scalingsOf({ targets, environment, brackets }: ResultSet): readonly Scaling[] {
  const scaled = targets.map(({ label, variant, workers }) => ({
    target: label,
    variant,
    workers,
  }));
  return findScalings(scaled, environment.machine?.cores ?? Infinity, brackets);
}

function rowsOf(set: ResultSet): Row[] {
  const cpu = metrics.find(({ name }) => name === "cpu_us_per_session_second")!;
  const targets = set.program === "bench" ? comparedTargets(set) : [];
  const values = (label: string) => {
    const target = targets.find((each) => each.target.label === label);
    return target === undefined ? new Map<number, number>() : roundValues(cpu, target);
  };
  return scalingsOf(set).map((scaling) => {
    const cost = ratioOf(values(scaling.many), values(scaling.one));
    return { set, ...scaling, cost };
  });
}

function ratioCell({ ratio, isAtLeast, problem }: Row): TableCell {
  if (ratio === null) return { value: null, text: `not measured: ${problem}` };
  return { value: ratio, text: `${isAtLeast ? "≥ " : ""}${ratio.toFixed(2)} ×` };
}
