import type { BarSeriesOption } from "echarts";
import { hues } from "../hues.ts";
import type { Look } from "../look.ts";
import type { TargetStyle } from "../target_style.ts";
import type { BarPart } from "./bars_drawing.ts";

/** How a bar is filled. */
export type Fill = NonNullable<BarSeriesOption["itemStyle"]>;

/** How much of the colour there is behind a pattern, and in each tone of a plain bar. */
const OPACITY = { full: "", light: "80", open: "00" } as const;

type Decal = Exclude<Fill["decal"], "none">;

const PATTERNS: Readonly<Record<Exclude<TargetStyle["pattern"], "plain">, Decal>> = {
  hatched: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2.5, 3.5], rotation: -Math.PI / 4 },
  dotted: { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0] },
  checked: { symbol: "rect", dashArrayX: [[4, 4], [0, 4, 4, 0]], dashArrayY: [4, 0] },
};

/**
 * The style of a part of a bar: full colour, the same lighter, or only an outline; gateways that are
 * tuned are hatched over a pale ground of their colour, reactors checked.
 */
export function fill({ hue, pattern }: TargetStyle, tone: BarPart["tone"], { theme }: Look): Fill {
  const color = hues[theme.name][hue];
  const border = { borderColor: color, borderWidth: 1 };
  if (tone === "open") return { ...border, color: `${color}00`, borderType: [3, 3] };
  if (pattern === "plain") return { ...border, color: color + OPACITY[tone] };
  const decal = { ...PATTERNS[pattern], color: tone === "full" ? color : `${color}66` };
  return { ...border, color: tone === "full" ? `${color}40` : `${color}14`, decal };
}
