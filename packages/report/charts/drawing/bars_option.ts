import type { EChartsOption, SeriesOption } from "echarts";
import { isNarrow } from "../look.ts";
import type { Look } from "../look.ts";
import type { Bar, BarMark, BarsDrawing } from "./bars_drawing.ts";
import { baseOption, FONT_SIZE, roughWidth } from "./base_option.ts";
import { fill } from "./fill.ts";
import { niceRange } from "./nice_range.ts";
import { BELOW_ROWS, labelColumn, ROW_HEIGHT, rowAxis } from "./row_axis.ts";
import { tooltipText } from "./tooltip_text.ts";
import { valueAxis } from "./value_axis.ts";

/** Pixels that a text takes besides its letters. */
const TEXT_GAP = 13;

/** How high {@linkcode barsOption} is, in pixels. */
export function barsHeight({ bars }: BarsDrawing): number {
  return bars.length * ROW_HEIGHT + BELOW_ROWS;
}

/** Draws bars, with what is written behind them. */
export function barsOption({ x, bars }: BarsDrawing, look: Look): EChartsOption {
  const base = baseOption(look);
  const labels = bars.map(({ label }) => label);
  const left = labelColumn(labels, look);
  // Of nothing but zeros there would be no scale.
  const end = Math.max(...bars.map(endOf)) || 1;
  const range = niceRange(0, end, isNarrow(look) ? 6 : 8);
  const width = plotWidth(bars, range.max, look.width - left);
  return {
    ...base,
    tooltip: {
      ...base.tooltip,
      trigger: "axis",
      axisPointer: { type: "none" },
      formatter: (params: unknown) => {
        const { label, text } = bars[(params as { dataIndex: number }[])[0]!.dataIndex]!;
        return tooltipText(label, text);
      },
    },
    grid: { left, right: look.width - left - width, top: 4, bottom: BELOW_ROWS - 4 },
    xAxis: valueAxis({ ...x, ...range }, look),
    yAxis: rowAxis(labels, look),
    series: [
      ...partSeries(bars, look),
      ...bars.flatMap((bar, row) => spreadSeries(bar, row, look)),
      ...markSeries(bars, look),
      textSeries(bars, look),
    ],
  };
}

/** As wide as leaves room for the text behind each bar: a long text behind a short bar needs none. */
function plotWidth(bars: readonly Bar[], max: number, room: number): number {
  const widths = bars.map((bar) => (room - roughWidth(bar.text) - TEXT_GAP) * max / endOf(bar));
  return Math.min(room - TEXT_GAP, ...widths);
}

/** One series for each part, on top of each other. */
function partSeries(bars: readonly Bar[], look: Look): SeriesOption[] {
  const count = Math.max(...bars.map(({ parts }) => parts.length));
  return Array.from({ length: count }, (_, at) => ({
    type: "bar",
    stack: "parts",
    barWidth: 22,
    emphasis: { disabled: true },
    data: bars.map(({ parts, style }) => {
      const part = parts[at];
      return part === undefined
        ? { value: 0, itemStyle: { borderWidth: 0 } }
        : { value: part.value, itemStyle: fill(style, part.tone, look) };
    }),
  } as SeriesOption));
}

/** A thin line from the least to the most, with an end on each side. */
function spreadSeries({ spread }: Bar, row: number, { theme }: Look): SeriesOption[] {
  if (spread === undefined || spread[0] === spread[1]) return [];
  return [{
    type: "line",
    silent: true,
    symbol: "rect",
    symbolSize: [1.5, 10],
    lineStyle: { color: theme.ink, width: 1.5 },
    itemStyle: { color: theme.ink },
    data: spread.map((value) => [value, row]),
    z: 4,
  }];
}

/** A cross where it fails, a ring where it passed and failed. */
const MARKS: Readonly<Record<BarMark["kind"], string>> = {
  fail: "path://M0,1 L1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 Z",
  borderline: "circle",
};

function markSeries(bars: readonly Bar[], { theme }: Look): SeriesOption[] {
  return (["borderline", "fail"] as const).map((kind) => ({
    type: "scatter",
    silent: true,
    symbol: MARKS[kind],
    symbolSize: kind === "fail" ? 10 : 9,
    itemStyle: kind === "fail"
      ? { color: theme.limit, opacity: 1 }
      : { color: theme.paper, borderColor: theme.ink, borderWidth: 2, opacity: 1 },
    data: bars.flatMap(({ marks }, row) =>
      marks.filter((mark) => mark.kind === kind).map(({ value }) => [value, row])
    ),
    z: 5,
  }));
}

/** The texts, each behind all that its bar shows. */
function textSeries(bars: readonly Bar[], { theme }: Look): SeriesOption {
  return {
    type: "scatter",
    silent: true,
    symbolSize: 0.01,
    itemStyle: { opacity: 1 },
    label: {
      show: true,
      position: "right",
      distance: TEXT_GAP - 4,
      color: theme.ink,
      fontSize: FONT_SIZE + 1,
    },
    data: bars.map((bar, row) => ({
      value: [endOf(bar), row],
      label: { formatter: () => bar.text },
    })),
    z: 6,
  };
}

function endOf({ parts, spread, marks }: Bar): number {
  const length = parts.reduce((sum, { value }) => sum + value, 0);
  return Math.max(length, spread?.[1] ?? 0, ...marks.map(({ value }) => value));
}
