import { isNarrow } from "../look.ts";
import type { Look } from "../look.ts";
import { roughWidth } from "./base_option.ts";
import type { LinesDrawing } from "./lines_drawing.ts";

/** Where one panel's plot stands, in pixels. */
export interface PanelPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Whether no panel stands below it: then it names the x axis. */
  readonly isLast: boolean;
}

/** Where all panels stand, and how high that is. */
export interface PanelLayout {
  readonly places: readonly PanelPlace[];
  readonly height: number;
}

const PLOT_HEIGHT = 170;
const TITLE_HEIGHT = 34;
const AXIS_HEIGHT = 28;
const NAME_HEIGHT = 26;
const LABEL_WIDTH = 44;
const GAP = 28;
/**
 * Pixels of a line in the legend, before its label and before the next one. Long enough that a mark in its
 * middle leaves a whole period of each kind of dashes on both sides.
 */
export const LEGEND = { line: 46, label: 5, gap: 16 } as const;

/** Pixels from one line of the legend to the next: echarts puts {@linkcode LEGEND}'s gap there, too. */
const LEGEND_PITCH = 10 + LEGEND.gap;

/** Lays panels out in two columns, or in one where it is narrow, below the legend. */
export function layOutPanels({ panels }: Pick<LinesDrawing, "panels">, look: Look): PanelLayout {
  const columns = isNarrow(look) || panels.length === 1 ? 1 : 2;
  const column = (look.width - GAP * (columns - 1)) / columns;
  const start = legendHeight(panels, look);
  const rowHeight = TITLE_HEIGHT + PLOT_HEIGHT + AXIS_HEIGHT;
  const rows = Math.ceil(panels.length / columns);
  return {
    places: panels.map((_, at) => ({
      left: (at % columns) * (column + GAP) + LABEL_WIDTH,
      top: start + Math.floor(at / columns) * rowHeight + TITLE_HEIGHT,
      width: column - LABEL_WIDTH - 12,
      height: PLOT_HEIGHT,
      isLast: at + columns >= panels.length,
    })),
    height: start + rows * rowHeight + NAME_HEIGHT,
  };
}

/** How high the legend is when it breaks into lines as it must. */
function legendHeight(panels: LinesDrawing["panels"], { width }: Look): number {
  const labels = new Set(panels.flatMap(({ lines }) => lines.map(({ label }) => label)));
  let [lines, at] = [1, 0];
  for (const label of labels) {
    const item = LEGEND.line + LEGEND.label + roughWidth(label) + LEGEND.gap;
    if (at > 0 && at + item > width) [lines, at] = [lines + 1, 0];
    at += item;
  }
  return lines * LEGEND_PITCH + 2;
}
