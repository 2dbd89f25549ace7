import { openReasons } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, textCell } from "./cells.ts";
import { foundCapacities } from "./found_capacity.ts";
import type { FoundCapacity } from "./found_capacity.ts";
import type { ReportTable, TableCell } from "./report_table.ts";
import { detail, numbers, tableOfSets, texts } from "./table_columns.ts";
import type { ColumnOf } from "./table_columns.ts";

const COLUMNS: readonly ColumnOf<FoundCapacity>[] = [
  texts("target", "gateway", ({ target }) => textCell(target)),
  numbers("confirmed", "holds", ({ confirmed, text, outcome }) => ({
    value: confirmed,
    text,
    ...(outcome === "non-monotonic" ? { tone: "warning" as const } : {}),
  })),
  texts("counted", "counted in", ({ set }) => textCell(set.capacityLabel)),
  detail("at_least", ({ isAtLeast }) => textCell(isAtLeast ? "yes" : "no")),
  texts("outcome", "result", outcomeCell),
  numbers("borderline", "borderline", ({ borderline }) => textCell(borderline.join(", ") || null)),
  numbers("first_solid_fail", "fails at", ({ firstSolidFail }) => numberCell(firstSolidFail)),
  texts("failing_gate", "by", ({ failingGate }) => textCell(failingGate)),
  texts("error_mode", "like", ({ errorMode }) => textCell(errorMode?.replace("-", " ") ?? null)),
  numbers("runs", "runs", ({ runs }) => numberCell(runs)),
  detail("edges_repeated", ({ isRepeated }) => textCell(isRepeated ? "yes" : "no")),
  detail("service_level", ({ set }) => textCell(set.slo?.name ?? null)),
];

/** How many sessions each gateway holds within the service level. */
export function sloCapacityTable(sets: readonly ResultSet[]): ReportTable {
  const rows = sets.flatMap(foundCapacities);
  return tableOfSets(
    { name: "slo_capacity", title: "Sessions within the service level", notes: notesOn(rows) },
    COLUMNS,
    rows,
  );
}

function notesOn(rows: readonly FoundCapacity[]): string[] {
  const open = rows.filter(({ isAtLeast }) => isAtLeast).map(({ outcome }) => outcome);
  const once = rows.filter(({ isRepeated }) => !isRepeated);
  const sets = new Set(rows.map(({ set }) => set.id));
  return [
    ...(open.length === 0 ? [] : [`≥: it may hold more; ${openReasons(open)}.`]),
    ...(once.length === 0 ? [] : [
      `Measured once at an edge, which may be chance: ${
        once.map(({ target }) => target).join(", ")
      }.`,
    ]),
    ...(rows.some(({ set }) => set.environment.cpuLimit !== null)
      ? ["A number found under a fraction of a CPU must not be scaled up to a whole one."]
      : []),
    ...(sets.size > 1 ? [`From ${sets.size} sets of results, which did not run in turns.`] : []),
  ];
}

function outcomeCell({ outcome }: FoundCapacity): TableCell {
  if (outcome === "bracketed" || outcome === "at-cap") return textCell(outcome, "good");
  return textCell(outcome, outcome === "below-min" ? "bad" : "warning");
}
