import type { ReportTable } from "../analysis/report_table.ts";
import { renderTableMarkdown } from "./render_table_markdown.ts";

/** A table as a file of its own: its title, itself, and what to know when reading it. */
export function renderTableFile(table: ReportTable): string {
  const { title, rows, notes } = table;
  const body = rows.length === 0
    ? ["Nothing of this was measured."]
    : [renderTableMarkdown(table), ...notes.map((note) => `_${note}_`)];
  return `${[`# ${title}`, ...body].join("\n\n")}\n`;
}
