import type { EChartsOption } from "echarts";
import type { Look } from "../look.ts";
import { baseOption, FONT_SIZE } from "./base_option.ts";
import { formatTick } from "./format_tick.ts";
import { lineStyle } from "./line_style.ts";
import type { LabelledPoint, PointsDrawing } from "./points_drawing.ts";
import { tooltipText } from "./tooltip_text.ts";
import { valueAxis } from "./value_axis.ts";

/** How high {@linkcode pointsOption} is, in pixels. */
export const POINTS_HEIGHT = 340;

/** Draws points with their names. */
export function pointsOption({ x, y, points }: PointsDrawing, look: Look): EChartsOption {
  const base = baseOption(look);
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      trigger: "item",
      formatter: (params: unknown) =>
        describe(points[(params as { dataIndex: number }).dataIndex]!),
    },
    grid: { left: 52, right: 96, top: 30, bottom: 54 },
    xAxis: valueAxis(x, look),
    yAxis: {
      ...valueAxis(y, look),
      nameLocation: "end",
      nameGap: 12,
      nameTextStyle: { color: look.theme.muted, fontSize: FONT_SIZE, align: "left" },
    },
    series: {
      type: "scatter",
      emphasis: { disabled: true },
      labelLayout: { moveOverlap: "shiftY" },
      label: { show: true, position: "right", color: look.theme.ink, fontSize: FONT_SIZE },
      data: points.map((point) => {
        const { symbol, itemStyle } = lineStyle(point.style, look);
        return {
          value: [point.x, point.y],
          symbol,
          symbolSize: 13,
          itemStyle: { ...itemStyle, borderWidth: 2, opacity: 1 },
          label: { formatter: () => point.label },
        };
      }),
    },
  };
}

function describe({ label, x, y }: LabelledPoint): string {
  return tooltipText(label, `${formatTick(x)} · ${formatTick(y)}`);
}
