import type { ReportTable } from "../analysis/report_table.ts";

const NOTHING = "–";

/** A table in GitHub's Markdown, without columns that are for programs alone, or have nothing. */
export function renderTableMarkdown({ columns, rows }: ReportTable): string {
  const shown = columns.flatMap(({ isDetail }, i) =>
    isDetail || rows.every((row) => row[i]!.text === NOTHING) ? [] : [i]
  );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(shown.map((i) => escape(columns[i]!.label))),
    line(shown.map((i) => columns[i]!.align === "right" ? "---:" : "---")),
    ...rows.map((row) => line(shown.map((i) => escape(row[i]!.text)))),
  ].join("\n");
}

function escape(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
