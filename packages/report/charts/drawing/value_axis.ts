import type { XAXisComponentOption, YAXisComponentOption } from "echarts";
import type { Look } from "../look.ts";
import type { Axis } from "./axis.ts";
import { FONT_SIZE } from "./base_option.ts";
import { formatTick } from "./format_tick.ts";

/** The option of an axis that may lie or stand. */
export type AnyAxis = XAXisComponentOption & YAXisComponentOption;

/** What {@linkcode valueAxis} may be told besides. */
export interface AxisPlace {
  /** Which grid it belongs to. */
  readonly gridIndex?: number;
  /** Whether its name is written; by default it is. */
  readonly hasName?: boolean;
}

/** The option of a lying axis with numbers: thin lines upwards, no ticks, its name below. */
export function valueAxis(axis: Axis, { theme }: Look, place: AxisPlace = {}): AnyAxis {
  const { gridIndex = 0, hasName = true } = place;
  return {
    type: axis.scale === "log" ? "log" as const : "value" as const,
    gridIndex,
    ...(axis.min === undefined ? {} : { min: axis.min }),
    ...(axis.max === undefined ? {} : { max: axis.max }),
    splitNumber: 5,
    ...(axis.step === undefined ? {} : { interval: axis.step }),
    ...(hasName && { name: axis.name }),
    nameLocation: "middle" as const,
    nameGap: 30,
    nameTextStyle: { color: theme.muted, fontSize: FONT_SIZE },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      color: theme.muted,
      fontSize: FONT_SIZE,
      hideOverlap: true,
      formatter: (value: number) => formatTick(value, axis),
    },
    splitLine: { lineStyle: { color: theme.line, width: 1 } },
  };
}
