import type { YAXisComponentOption } from "echarts";
import { isNarrow } from "../look.ts";
import type { Look } from "../look.ts";
import { FONT_SIZE, roughWidth } from "./base_option.ts";

/** Pixels that a row takes. */
export const ROW_HEIGHT = 40;

/** Pixels below the rows, for the axis and its name. */
export const BELOW_ROWS = 58;

/** Pixels left of the rows: as wide as the longest label, as far as there is room. */
export function labelColumn(labels: readonly string[], look: Look): number {
  return Math.min(Math.max(...labels.map(roughWidth), 40) + 18, isNarrow(look) ? 108 : 190);
}

/** The option of a standing axis with a name for each row, the first one on top. */
export function rowAxis(labels: readonly string[], look: Look): YAXisComponentOption {
  return {
    type: "category",
    data: [...labels],
    inverse: true,
    axisLine: { lineStyle: { color: look.theme.muted } },
    axisTick: { show: false },
    axisLabel: {
      color: look.theme.ink,
      fontSize: FONT_SIZE + 1,
      width: labelColumn(labels, look) - 10,
      overflow: "break",
    },
  };
}
