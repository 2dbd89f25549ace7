import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { themes } from "../look.ts";
import type { Bar, BarsDrawing } from "./bars_drawing.ts";
import { roughWidth } from "./base_option.ts";
import type { Drawing } from "./drawing.ts";
import { drawingHeight, drawingOption } from "./drawing_option.ts";
import { fill } from "./fill.ts";
import { lineStyle } from "./line_style.ts";

const style = { hue: "deno", pattern: "plain" } as const;

function bars(...given: readonly Partial<Bar>[]): BarsDrawing {
  return {
    type: "bars",
    x: { name: "sessions", scale: "linear" },
    bars: given.map((bar) => ({
      label: "deno",
      style,
      parts: [{ value: 100, tone: "full" }],
      marks: [],
      text: "100",
      ...bar,
    })),
  };
}

for (const width of [360, 800]) {
  test(`drawingOption leaves room behind each bar for its text, ${width} px wide`, () => {
    const long = {
      text: "a text that takes some room",
      marks: [{ value: 120, kind: "fail" }],
    } as const;
    const short = { parts: [{ value: 300, tone: "full" }], text: "300" } as const;
    const drawing = bars(long, short);
    const { grid, xAxis } = drawingOption(drawing, { theme: themes.light, width }) as {
      grid: { left: number; right: number };
      xAxis: { max: number };
    };
    const plot = width - grid.left - grid.right;
    for (const [end, text] of [[120, long.text], [300, short.text]] as const) {
      assert(grid.left + plot * end / xAxis.max + roughWidth(text) <= width, text);
    }
  });
}

test("drawingOption has a scale for bars that are all zero", () => {
  const zero = bars({ parts: [{ value: 0, tone: "full" }], text: "0.0 kB" });
  const { grid, xAxis } = drawingOption(zero, { theme: themes.light, width: 800 }) as {
    grid: { left: number; right: number };
    xAxis: { max: number };
  };
  assertEquals(xAxis.max, 1);
  assert(grid.right >= 0 && grid.left + grid.right < 800, `right: ${grid.right}`);
});

const axis = { name: "", scale: "linear" } as const;
const row = { label: "<i>", style, x: 1, y: 2, values: [{ value: 3, tone: "main", name: "p99" }] };

for (
  const [drawing, params, text] of [
    [bars({ label: "<i>" }), [{ dataIndex: 0 }], "<b>&lt;i></b><br>100"],
    [
      { type: "points", x: axis, y: axis, points: [row] },
      { dataIndex: 0 },
      "<b>&lt;i></b><br>1 · 2",
    ],
    [{ type: "ranges", x: axis, rows: [row] }, [{ value: [3, 0] }], "<b>&lt;i></b><br>p99: 3"],
  ] as [drawing: Drawing, params: unknown, text: string][]
) {
  test(`A tooltip of ${drawing.type} has a gateway's name as text, whatever stands in it`, () => {
    const { tooltip } = drawingOption(drawing, { theme: themes.light, width: 800 }) as {
      tooltip: { formatter(params: unknown): string };
    };
    assertEquals(tooltip.formatter(params), text);
  });
}

test("drawingHeight grows with the rows", () => {
  const look = { theme: themes.light, width: 800 };
  assertEquals(drawingHeight(bars({}, {}, {}), look) - drawingHeight(bars({}, {}), look), 40);
});

const patterns = ["plain", "hatched", "dotted", "checked"] as const;

test("fill tells the gateways of a runtime apart by patterns, not by colour alone", () => {
  const decals = patterns.map((pattern) =>
    fill({ hue: "bun", pattern }, "full", { theme: themes.light, width: 800 }).decal
  );
  assertEquals(decals[0], undefined);
  assertEquals(new Set(decals.map((decal) => JSON.stringify(decal))).size, patterns.length);
});

test("lineStyle tells the gateways of a runtime apart by their marks, where points are few", () => {
  const fills = (["plain", "hatched", "checked"] as const).map((pattern) =>
    lineStyle({ hue: "bun", pattern }, { theme: themes.light, width: 800 }).itemStyle.color
  );
  assertEquals(new Set(fills).size, 3);
});

test("A legend's line shows its dashes on both sides of the mark in its middle", () => {
  const drawing = {
    type: "lines",
    x: { name: "ms", scale: "linear" },
    y: { name: "ms", scale: "linear" },
    hasMarks: false,
    panels: [{ title: "", limits: [], lines: [] }],
  } as const;
  const look = { theme: themes.light, width: 800 };
  const { legend } = drawingOption(drawing, look) as {
    legend: { itemWidth: number; itemHeight: number };
  };
  const side = (legend.itemWidth - legend.itemHeight) / 2;
  for (const pattern of patterns) {
    const { type } = lineStyle({ hue: "bun", pattern }, look).lineStyle;
    const period = type === "solid" ? 0 : type.reduce((sum, length) => sum + length, 0);
    assert(period <= side, `${pattern}: ${period} px in ${side}`);
  }
});
