import type { EChartsOption, SeriesOption } from "echarts";
import { hues } from "../hues.ts";
import type { Look } from "../look.ts";
import { baseOption, FONT_SIZE } from "./base_option.ts";
import { formatTick } from "./format_tick.ts";
import type { RangeRow, RangesDrawing, RangeValue } from "./ranges_drawing.ts";
import { BELOW_ROWS, labelColumn, ROW_HEIGHT, rowAxis } from "./row_axis.ts";
import { tooltipText } from "./tooltip_text.ts";
import { valueAxis } from "./value_axis.ts";

/** Pixels above the rows, for what the limit is called. */
const ABOVE_ROWS = 24;

/** How high {@linkcode rangesOption} is, in pixels. */
export function rangesHeight({ rows }: RangesDrawing): number {
  return ABOVE_ROWS + rows.length * ROW_HEIGHT + BELOW_ROWS;
}

/** Draws rows of values. */
export function rangesOption({ x, rows, limit }: RangesDrawing, look: Look): EChartsOption {
  const base = baseOption(look);
  const labels = rows.map(({ label }) => label);
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      trigger: "axis",
      axisPointer: { type: "none" },
      formatter: (params: unknown) => {
        const [first] = params as { value: [number, number] }[];
        return first === undefined ? "" : describe(rows[first.value[1]]!);
      },
    },
    grid: {
      left: labelColumn(labels, look),
      right: 28,
      top: ABOVE_ROWS,
      bottom: BELOW_ROWS - 4,
    },
    xAxis: valueAxis(x, look),
    yAxis: { ...rowAxis(labels, look), axisPointer: { show: true, type: "none" } },
    series: [
      ...rows.map((row, at) => joiningLine(row, at, look)),
      ...rows.map((row, at) => valueSeries(row, at, look)),
      ...(limit === undefined ? [] : [limitSeries(limit, look)]),
    ],
  };
}

function describe({ label, values }: RangeRow): string {
  return tooltipText(label, ...values.map(({ name, value }) => `${name}: ${formatTick(value)}`));
}

function joiningLine({ values, style }: RangeRow, row: number, { theme }: Look): SeriesOption {
  const counted = values.filter(({ tone }) => tone === "main" || tone === "side")
    .map(({ value }) => value);
  return {
    type: "line",
    silent: true,
    symbol: "none",
    lineStyle: { color: hues[theme.name][style.hue], width: 2, opacity: 0.45 },
    data: counted.length === 0 ? [] : [[Math.min(...counted), row], [Math.max(...counted), row]],
  };
}

const SIZES: Readonly<Record<RangeValue["tone"], number>> = {
  main: 13,
  side: 8,
  reference: 10,
  doubtful: 10,
};

function valueSeries(row: RangeRow, at: number, { theme }: Look): SeriesOption {
  const color = hues[theme.name][row.style.hue];
  const borders = { main: color, side: color, reference: theme.muted, doubtful: theme.limit };
  return {
    type: "scatter",
    emphasis: { disabled: true },
    data: row.values.map(({ value, tone }) => ({
      value: [value, at],
      symbol: tone === "main" || tone === "side" ? "circle" : "diamond",
      symbolSize: SIZES[tone],
      itemStyle: {
        color: tone === "main" ? color : theme.paper,
        borderColor: borders[tone],
        borderWidth: 2,
        opacity: 1,
      },
    })),
    z: 5,
  };
}

function limitSeries(
  { value, text }: NonNullable<RangesDrawing["limit"]>,
  { theme }: Look,
): SeriesOption {
  return {
    type: "scatter",
    silent: true,
    data: [],
    markLine: {
      symbol: "none",
      lineStyle: { color: theme.limit, type: "dashed", width: 1.5 },
      label: { position: "start", color: theme.limit, fontSize: FONT_SIZE, formatter: () => text },
      data: [{ xAxis: value }],
    },
  };
}
