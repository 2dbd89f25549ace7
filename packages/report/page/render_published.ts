import type { ReportTable } from "../analysis/report_table.ts";
import type { ReportData } from "../model/report_data.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { renderTable } from "./render_table.ts";
import { renderNotes } from "./render_tables.ts";

/** What others have published: of another machine, so in a table of its own, and in no chart. */
export function renderPublished({ published }: ReportData, table: ReportTable): Html {
  const { source, date, machine } = published;
  return html`<section id="published" class="foreign" aria-labelledby="published-title">
<p class="eyebrow">Measured by others</p>
<h2 id="published-title">${table.title}</h2>
<p class="what">Published at <a href="${source}">${source}</a>, ${date}. Machine: ${machine}. Not ours, and
not to be set beside ours.</p>
${renderTable(table, table.title)}
${renderNotes(published)}
</section>`;
}
