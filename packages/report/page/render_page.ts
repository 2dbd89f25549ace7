import type { Analysis } from "../analysis/analysis.ts";
import { createCharts } from "../charts/create_charts.ts";
import type { ReportData } from "../model/report_data.ts";
import { bundleClient } from "./bundle_client.ts";
import { gzipScript, Html, html, jsonScript } from "./html.ts";
import { pageStyles } from "./page_styles.ts";
import { chartNames, renderChart } from "./render_chart.ts";
import { renderContents } from "./render_contents.ts";
import type { Part } from "./render_contents.ts";
import { renderHeader } from "./render_header.ts";
import { renderInterpretation } from "./render_interpretation.ts";
import { renderMethod } from "./render_method.ts";
import { renderPublished } from "./render_published.ts";
import { renderTables } from "./render_tables.ts";

/** Scripts and styles are inside, and nothing may be fetched: no request leaves the page. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; " +
  "font-src data:; img-src data:";

/**
 * The report as one file of HTML that needs nothing else: from `file://`, on a phone, on paper.
 *
 * @returns the text of the file
 */
export async function renderPage(data: ReportData, analysis: Analysis): Promise<string> {
  const charts = createCharts(data);
  const tables = analysis.tables.filter(({ rows }) => rows.length > 0);
  const own = tables.filter(({ name }) => name !== "published");
  const published = tables.find(({ name }) => name === "published");
  const parts: readonly Part[] = [
    ...charts.map(({ id, kind, set }) => ({ id, name: chartNames[kind], set })),
    { id: "meaning", name: "What it means" },
    { id: "tables", name: "All numbers" },
    ...(published === undefined ? [] : [{ id: "published", name: "Measured by others" }]),
    { id: "method", name: "How it was measured" },
  ];
  return String(html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="${POLICY}">
        <meta name="color-scheme" content="light dark">
        <title>${analysis.title} · stt-bench</title>
        <style>${new Html(pageStyles())}</style>
      </head>
      <body>
    <a class="skip" href="#content">Skip to the charts</a>
    <div class="page">
    ${renderHeader(data, analysis)}
    ${renderContents(parts)}
    <main id="content" tabindex="-1">
    ${charts.map(renderChart)}
    ${renderInterpretation(analysis)}
    ${renderTables(own)}
    ${published && renderPublished(data, published)}
    ${renderMethod(data)}
    </main>
    </div>
    ${gzipScript("report-data", data)}
    ${jsonScript("charts", charts.map(({ id, drawing }) => ({ id, drawing })))}
    <script>${new Html(await bundleClient())}</script>
      </body>
    </html>
  `).trimStart();
}
