import type { TableCell, TableColumn } from "../analysis/report_table.ts";
import { keepTogether } from "../picture/keep_together.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";

/** A table with its columns, and a cell for each column in each row. */
export interface PageTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
}

/**
 * A table for people: the first column names its row. It may be wider than a phone, and is then moved by
 * finger or by the arrow keys.
 *
 * @param caption what a screen reader announces it as
 */
export function renderTable({ columns, rows }: PageTable, caption: string): Html {
  const shown = columns.flatMap((column, at) => column.isDetail ? [] : [{ column, at }]);
  return html`
    <div class="table" tabindex="0" role="region" aria-label="${caption}, table">
      <table>
        <caption>${caption}</caption>
        <thead>
          <tr>${shown.map(({ column }) =>
            html`<th scope="col" class="${column.align}">${column.label}</th>`
          )}</tr>
        </thead>
        <tbody>${rows.map((row) =>
          html`<tr>${
            shown.map(({ column, at }) => renderCell(column, row[at]!, at === shown[0]!.at))
          }</tr>`
        )}</tbody>
      </table>
    </div>
  `;
}

function renderCell(
  { align }: TableColumn,
  { value, text, tone }: TableCell,
  isHead: boolean,
): Html {
  const classes = [align, ...(tone === undefined ? [] : [tone])].join(" ");
  const content = keepTogether(text);
  if (isHead) return html`<th scope="row" class="${classes}">${content}</th>`;
  if (typeof value !== "number") return html`<td class="${classes}">${content}</td>`;
  // For programs, and for tests: the number that the text is of.
  return html`<td class="${classes}" data-value="${value}">${content}</td>`;
}
