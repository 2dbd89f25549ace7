import type { ReportTable } from "../analysis/report_table.ts";
import { markdownTable } from "./markdown_table.ts";

const NOTHING = "–";

/** A table in GitHub's Markdown, without columns that are for programs alone, or have nothing. */
export function renderTableMarkdown({ columns, rows }: ReportTable): string {
  const shown = columns.flatMap(({ isDetail }, i) =>
    isDetail || rows.every((row) => row[i]!.text === NOTHING) ? [] : [i]
  );
  return markdownTable(
    shown.map((i) => columns[i]!),
    rows.map((row) => shown.map((i) => row[i]!.text)),
  );
}
