import type { EChartsOption } from "echarts";
import type { Look } from "../look.ts";
import { barsHeight, barsOption } from "./bars_option.ts";
import type { Drawing } from "./drawing.ts";
import { linesOption } from "./lines_option.ts";
import { layOutPanels } from "./panel_layout.ts";
import { POINTS_HEIGHT, pointsOption } from "./points_option.ts";
import { rangesHeight, rangesOption } from "./ranges_option.ts";

/** What echarts draws of `drawing`. */
export function drawingOption(drawing: Drawing, look: Look): EChartsOption {
  switch (drawing.type) {
    case "bars":
      return barsOption(drawing, look);
    case "lines":
      return linesOption(drawing, look);
    case "points":
      return pointsOption(drawing, look);
    case "ranges":
      return rangesOption(drawing, look);
  }
}

/** How high `drawing` is at the look's width, in pixels. */
export function drawingHeight(drawing: Drawing, look: Look): number {
  switch (drawing.type) {
    case "bars":
      return barsHeight(drawing);
    case "lines":
      return layOutPanels(drawing, look).height;
    case "points":
      return POINTS_HEIGHT;
    case "ranges":
      return rangesHeight(drawing);
  }
}
