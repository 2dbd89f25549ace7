import { formatRatio } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, textCell } from "./cells.ts";
import { foundScalings } from "./found_scaling.ts";
import type { FoundScaling } from "./found_scaling.ts";
import type { ReportTable, TableCell } from "./report_table.ts";
import { detail, numbers, tableOfSets, texts } from "./table_columns.ts";
import type { ColumnOf } from "./table_columns.ts";

const COLUMNS: readonly ColumnOf<FoundScaling>[] = [
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
  const rows = sets.flatMap(foundScalings);
  return tableOfSets({ name: "scaling", title: "Scaling over workers", notes: [] }, COLUMNS, rows);
}

function ratioCell({ ratio, isAtLeast, problem }: FoundScaling): TableCell {
  if (ratio === null) return { value: null, text: `not measured: ${problem}` };
  return { value: ratio, text: `${isAtLeast ? "≥ " : ""}${ratio.toFixed(2)} ×` };
}
