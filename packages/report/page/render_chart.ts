import type { Chart, ChartKind } from "../charts/chart.ts";
import { themes } from "../charts/look.ts";
import { keepTogether } from "../picture/keep_together.ts";
import { renderPlot } from "../picture/render_plot.ts";
import { Html, html } from "./html.ts";
import { shortName } from "./short_name.ts";
import { renderHeadingText } from "./render_heading_text.ts";
import { renderTable } from "./render_table.ts";

/** What the parts of a page are called. */
export const chartNames: Readonly<Record<ChartKind, string>> = {
  "capacity": "Capacity",
  "latency-by-sessions": "Latency as sessions grow",
  "latency-distribution": "Latency, its distribution",
  "latency-over-time": "Latency over time",
  "cost": "CPU per session",
  "memory": "Memory per session",
  "memory-over-time": "Memory over time",
  "scaling": "Scaling over workers",
  "code-size": "Code size",
  "send-lateness": "Load generator",
};

/** Width of the pictures that are printed, in pixels. */
const STILL_WIDTH = 760;

/**
 * A chart with all that belongs to it. The plot is drawn by the page's script; the still picture is there
 * for printing, and for readers without scripts.
 */
export function renderChart(chart: Chart): Html {
  const { id, kind, set, title, subtitle, description, table, source, flags } = chart;
  const { svg, width, height } = renderPlot(chart, { theme: themes.light, width: STILL_WIDTH });
  const still = svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ');
  return html`<section class="chart" id="${id}" aria-labelledby="${id}-title">
<p class="eyebrow">${chartNames[kind]} · ${shortName(set)}</p>
<h2 id="${id}-title">${renderHeadingText(title)}</h2>
<p class="what">${keepTogether(subtitle)}</p>
<figure>
<div class="plot" data-chart="${id}" role="img" aria-label="${title}"
 aria-describedby="${id}-description" style="min-height:${height}px"></div>
<div class="still" style="max-width:${width}px">${new Html(still)}</div>
<figcaption>${
    source.split(" · ").map((part) =>
      html`
        <span>${part}</span>
      `
    )
  }${
    flags.length === 0 ? undefined : html`<br>${flags.map(({ label }) => label).join(" · ")}`
  }</figcaption>
</figure>
<p class="unseen" id="${id}-description">${description}</p>
${renderTable(table, `${chartNames[kind]}, ${set}`)}
</section>`;
}
