/** A table of Markdown. Columns of numbers are flush right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_title, i) => rows.every((row) => /^\d/.test(row[i]!)) ? "---:" : "---");
  return [line(head), line(rule), ...rows.map(line)];
}
