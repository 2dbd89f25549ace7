import type { ReportTable, TableCell, TableColumn } from "./report_table.ts";

/** A column and how its cell is made of a row's data. */
export interface ColumnOf<T> extends TableColumn {
  readonly cell: (row: T) => TableCell;
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
