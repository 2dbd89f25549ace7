import type { Chart } from "../charts/chart.ts";
import { drawingHeight, drawingOption } from "../charts/drawing/drawing_option.ts";
import { echarts } from "../charts/echarts.ts";
import type { Look } from "../charts/look.ts";
import { textWidth } from "./text_width.ts";

/** A plot as SVG, without title and source. */
export interface Plot {
  /** One `<svg>` element with its size and a view box. */
  readonly svg: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Draws a chart without a browser: the same text of SVG on each machine and runtime. */
export function renderPlot({ id, drawing }: Pick<Chart, "id" | "drawing">, look: Look): Plot {
  // Without a browser echarts only guesses how wide texts are.
  echarts.setPlatformAPI({ measureText: (text, font) => ({ width: widthOf(text, font ?? "") }) });
  const size = { width: look.width, height: drawingHeight(drawing, look) };
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption(drawingOption(drawing, look));
    return { svg: clean(chart.renderToSVGString(), id), ...size };
  } finally {
    // Else its timer keeps the process.
    chart.dispose();
  }
}

function widthOf(text: string, font: string): number {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12);
  return textWidth(text, size, /\b(600|700|bold)\b/.test(font) ? 600 : 400);
}

/**
 * Names of patterns and clips count the charts of the process (`zr7-c0`): they become the chart's own,
 * so that several may stand in one page and each run writes the same. Styles are for a mouse.
 */
function clean(svg: string, id: string): string {
  return svg
    .replace(/<style\b.*?<\/style>/gs, "")
    .replace(/ class="zr\d+-cls-\d+"/g, "")
    .replace(/ pointer-events="\w+"/g, "")
    .replace(/ ecmeta_\w+="[^"]*"/g, "")
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/\n\s*/g, "");
}
