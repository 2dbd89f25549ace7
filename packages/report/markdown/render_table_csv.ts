import { stringify } from "csv-stringify/sync";
import type { ReportTable } from "../analysis/report_table.ts";

/** All columns of a table as CSV (RFC 4180, but with line feeds): names with units, bare numbers. */
export function renderTableCsv({ columns, rows }: ReportTable): string {
  return stringify([
    columns.map(({ name }) => name),
    ...rows.map((row) => row.map(({ value }) => value)),
  ]);
}
