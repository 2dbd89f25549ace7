/** A column of a table in Markdown. */
export interface MarkdownColumn {
  readonly label: string;
  readonly align: "left" | "right";
}

/** A table in GitHub's Markdown, its cells in line so that it can be read as it is. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [columns.map(({ label }) => label), ...rows].map((cells) => cells.map(escape));
  const widths = columns.map((_, i) => Math.max(3, ...lines.map((cells) => widthOf(cells[i]!))));
  const pad = (text: string, i: number) => {
    const space = " ".repeat(widths[i]! - widthOf(text));
    return columns[i]!.align === "right" ? space + text : text + space;
  };
  const rule = widths.map((width, i) =>
    columns[i]!.align === "right" ? `${"-".repeat(width - 1)}:` : "-".repeat(width)
  );
  const [head, ...body] = lines.map((cells) => cells.map(pad));
  return [head!, rule, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function escape(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** In characters, of which some take two units of UTF-16. */
function widthOf(text: string): number {
  return [...text].length;
}
