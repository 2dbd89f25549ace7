import { createCharts } from "../charts/create_charts.ts";
import type { ReportData } from "../model/report_data.ts";
import { renderPicture } from "./render_picture.ts";
import { renderPng } from "./render_png.ts";

/** A chart as files. */
export interface RenderedChart {
  /** The files' name without an ending. */
  readonly id: string;
  /** What was found: fit for a text in the picture's place. */
  readonly title: string;
  readonly svg: string;
  readonly png: Uint8Array;
}

/** Every chart that the data has something for, as pictures that stand alone. */
export function renderCharts(data: ReportData): readonly RenderedChart[] {
  return createCharts(data).map((chart) => {
    const svg = renderPicture(chart);
    return { id: chart.id, title: chart.title, svg, png: renderPng(svg) };
  });
}
