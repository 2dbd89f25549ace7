import type { BarsDrawing } from "./bars_drawing.ts";
import type { LinesDrawing } from "./lines_drawing.ts";
import type { PointsDrawing } from "./points_drawing.ts";
import type { RangesDrawing } from "./ranges_drawing.ts";

/**
 * What a chart draws: plain data, so that a page can carry it and draw it anew in another theme or
 * width.
 */
export type Drawing = BarsDrawing | LinesDrawing | PointsDrawing | RangesDrawing;
