import type { ResultSet } from "../model/result_set.ts";
import { textCell } from "./cells.ts";
import type { ReportTable, TableCell, TableColumn } from "./report_table.ts";

/** A column and how its cell is made of a row's data. */
export interface ColumnOf<T> extends TableColumn {
  readonly cell: (row: T) => TableCell;
}

/** A row that belongs to a set of results. */
interface RowOfSet {
  readonly set: Pick<ResultSet, "id">;
}

/**
 * A table of rows from sets of results, from columns that know their cells. Which set a row is from
 * stands in the first column, for people only if there are several.
 */
export function tableOfSets<T extends RowOfSet>(
  table: Omit<ReportTable, "columns" | "rows">,
  columns: readonly ColumnOf<T>[],
  rows: readonly T[],
): ReportTable {
  const sets = new Set(rows.map(({ set }) => set.id));
  const cell = ({ set }: T) => textCell(set.id);
  const column = sets.size > 1 ? texts("set", "results", cell) : detail("set", cell);
  return tableOf(table, [column, ...columns], rows);
}

/** A table from columns that know their cells. */
export function tableOf<T>(
  table: Omit<ReportTable, "columns" | "rows">,
  columns: readonly ColumnOf<T>[],
  rows: readonly T[],
): ReportTable {
  return {
    ...table,
    columns: columns.map(({ cell: _, ...column }) => column),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}

/** A column of texts. */
export function texts<T>(
  name: string,
  label: string,
  cell: (row: T) => TableCell,
): ColumnOf<T> {
  return { name, label, align: "left", cell };
}

/** A column of numbers. */
export function numbers<T>(
  name: string,
  label: string,
  cell: (row: T) => TableCell,
): ColumnOf<T> {
  return { name, label, align: "right", cell };
}

/** A column that stands in CSV alone. */
export function detail<T>(name: string, cell: (row: T) => TableCell): ColumnOf<T> {
  return { name, label: name, align: "right", isDetail: true, cell };
}
