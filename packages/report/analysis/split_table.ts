import { formatRatio } from "@stt-bench/results";
import type { Split } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";
import { numberCell, textCell } from "./cells.ts";
import type { ReportTable, TableCell } from "./report_table.ts";
import { detail, numbers, tableOfSets, texts } from "./table_columns.ts";
import type { ColumnOf } from "./table_columns.ts";

type Row = Split & { readonly set: ResultSet };
type MaybeRatio = Split["additivity"];

const PARTS: readonly [name: string, label: string, of: (row: Row) => MaybeRatio][] = [
  ["sockets", "tuned sockets alone", ({ sockets }) => sockets.ratio],
  ["client", "tuned client alone", ({ client }) => client.ratio],
  ["both", "both", ({ both }) => both.ratio],
  ["additivity", "(sockets + client) ÷ (neither + both)", ({ additivity }) => additivity],
];

const COLUMNS: readonly ColumnOf<Row>[] = [
  texts("neither", "CPU per session ÷ that of", ({ neither }) => textCell(neither)),
  ...PARTS.flatMap(([name, label, of]): ColumnOf<Row>[] => [
    numbers(name, label, (row) => cellOf(of(row))),
    detail(`${name}_low`, (row) => numberCell(of(row)?.low ?? null, 4)),
    detail(`${name}_high`, (row) => numberCell(of(row)?.high ?? null, 4)),
  ]),
];

/** What tuned sockets and a tuned inference client each save. */
export function splitTable(sets: readonly ResultSet[]): ReportTable {
  const rows = sets.flatMap((set) => set.splits.map((split) => ({ ...split, set })));
  return tableOfSets(
    {
      name: "split",
      title: "Sockets and client apart",
      notes: ["Where savings simply add up, the last column is 1; below, they overlap."],
    },
    COLUMNS,
    rows,
  );
}

function cellOf(ratio: MaybeRatio): TableCell {
  if (ratio === null) return textCell(null);
  return { value: ratio.ratio, text: formatRatio(ratio) };
}
