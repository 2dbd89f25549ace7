import { test } from "node:test";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { fitLine } from "./fit_line.ts";

// Anscombe, "Graphs in Statistical Analysis", The American Statistician 27 (1973): the first set.
const anscombe = [
  [10, 8.04],
  [8, 6.95],
  [13, 7.58],
  [9, 8.81],
  [11, 8.33],
  [14, 9.96],
  [6, 7.24],
  [4, 4.26],
  [12, 10.84],
  [7, 4.82],
  [5, 5.68],
] as const;

test("fitLine finds the slope and the interval that R's confint(lm(y1 ~ x1)) gives", () => {
  const { slope, low, high } = fitLine(anscombe.map(([x, y]) => ({ x, y })));
  assertAlmostEquals(slope, 0.5000909, 1e-7);
  assertAlmostEquals(low, 0.2333701, 1e-6);
  assertAlmostEquals(high, 0.7668117, 1e-6);
});

test("fitLine is sure of points on a line", () => {
  const points = [1, 2, 3, 4].map((x) => ({ x, y: 7 - 2 * x }));
  assertEquals(fitLine(points), { slope: -2, low: -2, high: -2 });
});
