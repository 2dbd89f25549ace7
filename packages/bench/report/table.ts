import { styleText } from "node:util";

/** How a cell stands out. */
export type Tone = "good" | "bad" | "warning";

/** One cell of a table. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

/** One line of a table: its label and a cell for each column. */
export interface Row {
  readonly label: string;
  readonly cells: readonly Cell[];
  /** Draws a line above it. */
  readonly startsGroup?: boolean;
}

const styles = { good: "green", bad: "red", warning: "yellow" } as const;

/**
 * Draws a table: labels to the left, cells to the right.
 *
 * @param headings one for each column of cells
 * @param color whether to use the colours of a terminal
 */
export function renderTable(
  headings: readonly string[],
  rows: readonly Row[],
  color: boolean,
): string {
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...rows.map(({ cells }) => cells[i]?.text.length ?? 0))
  );
  const rule = (left: string, middle: string, right: string) =>
    left + [labelWidth, ...widths].map((width) => "─".repeat(width + 2)).join(middle) + right;
  const line = (label: string, cells: readonly Cell[]) =>
    `│ ${label.padEnd(labelWidth)} │ ${
      widths.map((width, i) => paint(cells[i] ?? { text: "" }, width, color)).join(" │ ")
    } │`;
  return [
    rule("┌", "┬", "┐"),
    line("", headings.map((text) => ({ text }))),
    ...rows.flatMap(({ label, cells, startsGroup }) => [
      ...(startsGroup ? [rule("├", "┼", "┤")] : []),
      line(label, cells),
    ]),
    rule("└", "┴", "┘"),
  ].join("\n");
}

/** Padded first, as colours have no width. */
function paint({ text, tone }: Cell, width: number, color: boolean): string {
  const padded = text.padStart(width);
  if (!color || tone === undefined) return padded;
  return styleText(styles[tone], padded, { validateStream: false });
}
