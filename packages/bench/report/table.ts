import type { Display } from "./display.ts";
import { paint } from "./paint.ts";
import type { Tone } from "./paint.ts";

export type { Tone };

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

interface Column {
  readonly heading: string;
  readonly cells: readonly Cell[];
  readonly width: number;
}

/**
 * Draws a table: labels to the left, cells to the right. One that is too wide for `display` is cut
 * into several, each with all labels.
 *
 * @param headings one for each column of cells
 */
export function renderTable(
  headings: readonly string[],
  rows: readonly Row[],
  display: Display,
): string {
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const columns = headings.map((heading, i): Column => {
    const cells = rows.map((row) => row.cells[i] ?? { text: "" });
    const width = Math.max(heading.length, ...cells.map(({ text }) => text.length));
    return { heading, cells, width };
  });
  return cut(columns, display.columns - labelWidth - 4)
    .map((columns) => draw(columns, rows, labelWidth, display.hasColor))
    .join("\n");
}

/** As few parts as fit into `room`, and as equal as can be: what is alike stays side by side. */
function cut(columns: readonly Column[], room: number): Column[][] {
  const widthOf = (part: readonly Column[]) => part.reduce((sum, { width }) => sum + width + 3, 0);
  for (let count = 1;; count++) {
    const size = Math.ceil(columns.length / count);
    const parts = Array.from(
      { length: Math.ceil(columns.length / size) },
      (_, i) => columns.slice(i * size, (i + 1) * size),
    );
    if (size === 1 || parts.every((part) => widthOf(part) <= room)) return parts;
  }
}

function draw(
  columns: readonly Column[],
  rows: readonly Row[],
  labelWidth: number,
  hasColor: boolean,
): string {
  const widths = [labelWidth, ...columns.map(({ width }) => width)];
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => "─".repeat(width + 2)).join(middle) + right;
  const line = (label: string, cellOf: (column: Column) => Cell) =>
    `│ ${label.padEnd(labelWidth)} │ ${
      columns.map((column) => drawCell(cellOf(column), column.width, hasColor)).join(" │ ")
    } │`;
  return [
    rule("┌", "┬", "┐"),
    line("", ({ heading }) => ({ text: heading })),
    ...rows.flatMap(({ label, startsGroup }, i) => [
      ...(startsGroup ? [rule("├", "┼", "┤")] : []),
      line(label, ({ cells }) => cells[i]!),
    ]),
    rule("└", "┴", "┘"),
  ].join("\n");
}

/** Padded first, as colours have no width. */
function drawCell({ text, tone }: Cell, width: number, hasColor: boolean): string {
  const padded = text.padStart(width);
  return tone === undefined ? padded : paint(padded, tone, hasColor);
}
