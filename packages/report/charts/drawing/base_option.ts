import type { EChartsOption } from "echarts";
import { fontFamily } from "../look.ts";
import type { Look } from "../look.ts";

/** Size of all texts but titles, in pixels. */
export const FONT_SIZE = 12;

/** What all charts have alike: calm, in our typeface, with a tooltip that stays inside. */
export function baseOption({ theme }: Look): EChartsOption {
  return {
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily, fontSize: FONT_SIZE, color: theme.ink },
    tooltip: {
      confine: true,
      transitionDuration: 0,
      backgroundColor: theme.paper,
      borderColor: theme.line,
      borderWidth: 1,
      padding: [8, 12],
      extraCssText: "box-shadow: 0 4px 16px rgb(0 0 0 / 12%); border-radius: 6px;",
      textStyle: { color: theme.ink, fontFamily, fontSize: FONT_SIZE },
    },
  };
}

/** About how wide `text` is, in pixels: the same in a browser as without one. */
export function roughWidth(text: string): number {
  return text.length * FONT_SIZE * 0.58;
}
