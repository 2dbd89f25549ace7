import type { TableCell, TableColumn } from "./report_table.ts";

/** A column of texts. */
export function textColumn(name: string, label: string): TableColumn {
  return { name, label, align: "left" };
}

/** A column of numbers. */
export function numberColumn(name: string, label: string): TableColumn {
  return { name, label, align: "right" };
}

/** A cell with a text; one without has a dash. */
export function textCell(text: string | null, tone?: TableCell["tone"]): TableCell {
  return { value: text, text: text ?? "–", ...(tone && { tone }) };
}

/** A cell with a number, written with `digits` decimals; a dash where there is none. */
export function numberCell(value: number | null | undefined, digits = 0): TableCell {
  if (value === null || value === undefined) return { value: null, text: "–" };
  return { value, text: value.toFixed(digits) };
}
