import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { themes } from "../charts/look.ts";
import { sampleCharts } from "../testing/sample_charts.ts";
import { renderPicture } from "./render_picture.ts";
import { renderPlot } from "./render_plot.ts";

/** Where the pictures stand as they should be. */
const GOLDEN = new URL("golden/", import.meta.url);

/** Set, tests write those pictures anew: look at them before they are committed. */
const writes = process.env["WRITE_GOLDEN"] !== undefined;

for (const chart of sampleCharts) {
  test(`renderPicture draws ${chart.id} as golden/${chart.id}.svg, on each runtime`, () => {
    const path = new URL(`${chart.id}.svg`, GOLDEN);
    const svg = renderPicture(chart);
    if (writes) writeFileSync(path, svg);
    assertEquals(svg, readFileSync(path, "utf8"));
  });
}

const [bars] = sampleCharts;

test("renderPicture has title and description for those who don't see it", () => {
  const svg = renderPicture(bars!);
  assertStringIncludes(svg, `role="img" aria-labelledby="title description"`);
  assertStringIncludes(svg, "900 &lt; 1100</title>");
  assertStringIncludes(svg, `<desc id="description">${bars!.description}</desc>`);
});

test("renderPicture writes source and flags below", () => {
  const svg = renderPicture(bars!);
  assertStringIncludes(svg, ">100\u00a0sessions · A CPU, 2\u00a0cores · 2026-11-21</text>");
  assertStringIncludes(svg, ">Note: quick profile</text>");
  const flags = bars!.flags.map((flag) => ({ ...flag, level: "warning" } as const));
  assertStringIncludes(renderPicture({ ...bars!, flags }), ">Careful: quick profile</text>");
});

test("renderPicture draws the same however many were drawn before, and uses ids of its own", () => {
  const svg = renderPicture(bars!);
  assertEquals(renderPicture(bars!), svg);
  const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
  assert(ids.includes("bars-p0"), ids.join());
  for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) assert(ids.includes(id!), id);
});

for (const width of [358, 804]) {
  test(`renderPlot's legend of 18 gateways ends above the panels, ${width} px wide`, () => {
    const style = { hue: "deno", pattern: "plain" } as const;
    const lines = Array.from({ length: 18 }, (_, i) => {
      return { label: `deno-reactor-${i}w`, style, points: [] };
    });
    const axis = { name: "ms", scale: "linear" } as const;
    const panels = [{ title: "newest p50", lines, limits: [] }];
    const drawing = { type: "lines", x: axis, y: axis, hasMarks: false, panels } as const;
    const { svg } = renderPlot({ id: "lines", drawing }, { theme: themes.light, width });
    const topOf = (text: string) =>
      Number(new RegExp(`translate\\([\\d.]+ ([\\d.]+)\\)"[^>]*>${text}<`).exec(svg)![1]);
    const gap = topOf("newest p50") - topOf("deno-reactor-17w");
    assert(gap >= 24, `expected a line between them, got ${gap} px`);
  });
}

test("renderPicture refers to nothing outside of itself", () => {
  for (const chart of sampleCharts) {
    const svg = renderPicture(chart).replaceAll("http://www.w3.org/", "");
    assertEquals(svg.match(/https?:|@import|<image|<script/g), null);
  }
});
