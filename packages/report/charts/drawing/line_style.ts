import { hues } from "../hues.ts";
import type { Look } from "../look.ts";
import type { TargetStyle } from "../target_style.ts";

/** What tells the lines and marks of gateways apart. */
export interface LineStyle {
  readonly symbol: string;
  readonly symbolSize: number;
  readonly lineStyle: {
    readonly color: string;
    readonly width: number;
    readonly type: "solid" | number[];
  };
  readonly itemStyle: {
    readonly color: string;
    readonly borderColor: string;
    readonly borderWidth: number;
  };
}

const DASHES: Readonly<Record<TargetStyle["pattern"], "solid" | number[]>> = {
  plain: "solid",
  hatched: [7, 3],
  dotted: [2, 3],
  checked: [10, 3, 2, 3],
};

/** A shape for each hue, so that lines are told apart without their colours. */
const SYMBOLS: Readonly<Record<TargetStyle["hue"], string>> = {
  deno: "circle",
  node: "triangle",
  bun: "rect",
  other1: "diamond",
  other2: "pin",
  other3: "arrow",
};

/** How the line of a gateway is drawn, and its marks: full, hollow where it is tuned, pale for a reactor. */
export function lineStyle({ hue, pattern }: TargetStyle, { theme }: Look): LineStyle {
  const color = hues[theme.name][hue];
  const fills = { plain: color, hatched: theme.paper, dotted: theme.paper, checked: `${color}66` };
  return {
    symbol: SYMBOLS[hue],
    symbolSize: 7,
    lineStyle: { color, width: 2, type: DASHES[pattern] },
    itemStyle: {
      color: fills[pattern],
      borderColor: color,
      borderWidth: 1.5,
    },
  };
}
