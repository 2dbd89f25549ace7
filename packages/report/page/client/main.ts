import type { Drawing } from "../../charts/drawing/drawing.ts";
import type { ThemeName } from "../../charts/look.ts";
import { LiveChart } from "./live_chart.ts";
import { offerJson } from "./offer_json.ts";
import { watchTheme } from "./watch_theme.ts";

/** A chart as the page carries it. */
interface PageChart {
  readonly id: string;
  readonly drawing: Drawing;
}

const charts = (JSON.parse(textOf("charts")) as PageChart[]).map(({ id, drawing }) =>
  new LiveChart(document.querySelector<HTMLElement>(`[data-chart="${id}"]`)!, drawing)
);

watchTheme(document.querySelector<HTMLButtonElement>("#theme")!, (theme: ThemeName) => {
  for (const chart of charts) chart.draw(theme);
});
offerJson(document.querySelector<HTMLButtonElement>("#save")!, textOf("report-data"));
// From here on the still pictures are for printing only.
document.documentElement.classList.add("live");

function textOf(id: string): string {
  return document.getElementById(id)!.textContent!;
}
