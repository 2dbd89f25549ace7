import type { ReportTable } from "../analysis/report_table.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { renderTable } from "./render_table.ts";

/** The tables of the analysis, and all raw numbers to take along. */
export function renderTables(tables: readonly ReportTable[]): Html {
  return html`<section id="tables" aria-labelledby="tables-title">
<h2 id="tables-title">All numbers</h2>
${
    tables.map((table) =>
      html`<h3>${table.title}</h3>${renderTable(table, table.title)}${renderNotes(table)}`
    )
  }
<p>Every number of this report, each run’s summary too, is in the page itself, as JSON:
<button type="button" id="save" hidden>Save report.json</button>
<noscript>the CSV files beside it have them, too.</noscript></p>
</section>`;
}

/** What to know when reading a table. */
export function renderNotes({ notes }: Pick<ReportTable, "notes">): Html | undefined {
  if (notes.length === 0) return undefined;
  return html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}
