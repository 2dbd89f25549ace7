import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { layOut } from "./chart_layout.js";
import type { Chart, Series } from "./charts_of.js";

function chart(series: Series[], change: Partial<Chart> = {}): Chart {
  return {
    id: "latency",
    unit: "ms",
    series,
    limits: [],
    least: 100,
    endSecs: 10,
    measured: undefined,
    now: [],
    ...change,
  };
}

const two: Series[] = [
  { name: "p50", points: [[0, 0], [5, 50], [10, 100]] },
  { name: "p95", points: [[0, 10], [5, null], [10, 108]] },
];

test("layOut places lines, ticks, limits and the measured window", () => {
  const limits = [{ label: "limit", value: 50 }];
  const measured = { fromSecs: 5, toSecs: 12 };
  const layout = layOut(chart(two, { limits, measured }), 414, 138);
  assertEquals(layout.plot, { left: 40, right: 340, top: 18, bottom: 118 });
  assertEquals(layout.xTicks, [
    { x: 40, text: "0 s" },
    { x: 190, text: "5 s" },
    { x: 340, text: "10 s" },
  ]);
  assertEquals(layout.yTicks.map(({ text }) => text), ["0", "50", "100"]);
  assertEquals(layout.measured, { x: 190, width: 150 });
  assertEquals(layout.limits.map(({ text }) => text), ["limit 50"]);
  const [p50, p95] = layout.lines;
  assert(p50!.path.startsWith("M40,118L190,"), p50!.path);
  // A gap: two strokes.
  assertEquals(p95!.path.match(/M/g)?.length, 2);
});

test("layOut keeps the names of lines apart, in the order of the lines, and within the plot", () => {
  const flat = ["a", "b", "c"].map((name, i): Series => ({ name, points: [[10, 2 - i]] }));
  const { names, plot } = layOut(chart(flat), 400, 150);
  assertEquals(names.map(({ name }) => name), ["a", "b", "c"]);
  names.forEach(({ y }, i) => {
    assert(y <= plot.bottom);
    if (i > 0) assert(y - names[i - 1]!.y >= 15);
  });
});

test("layOut gives a single line no name, and the room for it to the plot", () => {
  const { names, plot } = layOut(chart([two[0]!]), 400, 150);
  assertEquals([names, plot.right], [[], 386]);
});

const scales: [Partial<Chart>, string[]][] = [
  [{ least: 4 }, ["0", "2", "4"]],
  [{ least: 350 }, ["0", "100", "200", "300"]],
  [{ least: 1650 }, ["0", "500", "1000", "1500"]],
];

for (const [change, texts] of scales) {
  test(`layOut divides a scale of ${change.least} by round numbers`, () => {
    const { yTicks } = layOut(chart([{ name: "x", points: [[1, 1]] }], change), 400, 150);
    assertEquals(yTicks.map(({ text }) => text), texts);
  });
}

const times: [number, string[]][] = [
  [0.5, ["0 s", "1 s"]],
  [15, ["0 s", "5 s", "10 s", "15 s"]],
  [130, ["0 s", "30 s", "1 min", "90 s", "2 min"]],
  [1815, ["0 s", "10 min", "20 min", "30 min"]],
  [7215, ["0 s", "30 min", "1 h", "90 min", "2 h"]],
  [86_400, ["0 s", "5 h", "10 h", "15 h", "20 h"]],
];

for (const [endSecs, texts] of times) {
  test(`layOut divides ${endSecs} s by times that people know`, () => {
    const { xTicks } = layOut(chart([{ name: "x", points: [[0, 1]] }], { endSecs }), 400, 150);
    assertEquals(xTicks.map(({ text }) => text), texts);
  });
}

test("layOut draws a long run, and one of a single second", () => {
  const points = Array.from({ length: 200_000 }, (_, i) => [i, i % 7] as const);
  assert(layOut(chart([{ name: "x", points }]), 400, 150).lines[0]!.path.length > 200_000);
  assertEquals(
    layOut(chart([{ name: "x", points: [[0, 0]] }]), 400, 150).lines[0]!.path,
    "M40,130h0.01",
  );
});
