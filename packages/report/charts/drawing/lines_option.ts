import type { EChartsOption, ScatterSeriesOption, SeriesOption } from "echarts";
import type { Look } from "../look.ts";
import { baseOption, FONT_SIZE } from "./base_option.ts";
import { formatTick } from "./format_tick.ts";
import { lineStyle } from "./line_style.ts";
import type { Limit, LinesDrawing, Panel } from "./lines_drawing.ts";
import { layOutPanels, LEGEND } from "./panel_layout.ts";
import type { PanelPlace } from "./panel_layout.ts";
import { valueAxis } from "./value_axis.ts";

/** Draws panels of lines below one legend. */
export function linesOption(drawing: LinesDrawing, look: Look): EChartsOption {
  const base = baseOption(look);
  const { places } = layOutPanels(drawing, look);
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: look.theme.muted } },
      valueFormatter: (value: unknown) =>
        typeof value === "number" ? formatTick(Number(value.toPrecision(4)), drawing.y) : "–",
    },
    legend: legendOption(drawing, look),
    title: drawing.panels.map(({ title }, at) => panelTitle(title, places[at]!, look)),
    grid: places.map(({ left, top, width, height }) => ({ left, top, width, height })),
    xAxis: places.map(({ isLast }, gridIndex) =>
      valueAxis({ ...drawing.x, ...drawing.panels[gridIndex]!.xRange }, look, {
        gridIndex,
        hasName: isLast,
      })
    ),
    yAxis: drawing.panels.map(({ yRange }, gridIndex) =>
      valueAxis({ ...drawing.y, ...yRange }, look, { gridIndex, hasName: false })
    ),
    series: drawing.panels.flatMap((panel, at) => panelSeries(panel, at, drawing, look)),
  };
}

function legendOption({ panels }: LinesDrawing, { theme, width }: Look) {
  const labels = [...new Set(panels.flatMap(({ lines }) => lines.map(({ label }) => label)))];
  return {
    data: labels,
    left: 0,
    top: 0,
    width,
    itemWidth: LEGEND.line,
    itemHeight: 10,
    itemGap: LEGEND.gap,
    padding: 0,
    textStyle: { color: theme.ink, fontSize: FONT_SIZE },
    inactiveColor: theme.line,
  };
}

function panelTitle(text: string, { left, top }: PanelPlace, { theme }: Look) {
  return {
    text,
    left: left - 4,
    top: top - 28,
    padding: 4,
    textStyle: { color: theme.ink, fontSize: FONT_SIZE, fontWeight: 600 as const },
  };
}

function panelSeries(
  panel: Panel,
  at: number,
  { hasMarks }: LinesDrawing,
  look: Look,
): SeriesOption[] {
  const axes = { xAxisIndex: at, yAxisIndex: at };
  return [
    ...panel.lines.map(({ label, style, points }) => ({
      ...axes,
      ...lineStyle(style, look),
      type: "line" as const,
      name: label,
      showSymbol: hasMarks,
      emphasis: { disabled: true },
      data: points.map(([x, y]) => [x, y]),
    } as SeriesOption)),
    ...panel.limits.map((limit) => ({ ...axes, ...limitSeries(limit, panel, look) })),
  ];
}

function limitSeries(
  { text, x, y }: Limit,
  { xRange }: Panel,
  { theme }: Look,
): ScatterSeriesOption {
  const label = { color: theme.limit, fontSize: FONT_SIZE - 1, formatter: () => text };
  const base = { type: "scatter", silent: true, tooltip: { show: false } } as const;
  if (x === undefined) {
    return {
      ...base,
      data: [],
      markLine: {
        symbol: "none",
        lineStyle: { color: theme.limit, type: "dashed", width: 1.5 },
        label: { ...label, position: "insideStartTop", distance: [4, 3] },
        data: [{ yAxis: y }],
      },
    };
  }
  // Beside it, unless the panel ends there.
  const isFarRight = xRange !== undefined && x > xRange.min + 0.6 * (xRange.max - xRange.min);
  return {
    ...base,
    symbol: "diamond",
    symbolSize: 9,
    itemStyle: { color: theme.limit, opacity: 1 },
    label: { ...label, show: true, position: isFarRight ? "bottom" : "right" },
    data: [[x, y]],
    z: 5,
  };
}
