import { test } from "node:test";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { unpairedRatio } from "./unpaired_ratio.ts";

const sleep1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const sleep2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test("unpairedRatio has Welch's interval of R's sleep data", () => {
  // R's t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, standard error 0.849091,
  // -3.3654832 … 0.2054832. Ours is a little wider: it has 17 degrees of freedom, t = 2.109816.
  const [a, b] = [sleep1, sleep2].map((hours) => hours.map(Math.exp)) as [number[], number[]];
  const { ratio, low, high, decision } = unpairedRatio(a, b);
  assertAlmostEquals(Math.log(ratio!), -1.58, 1e-7);
  assertAlmostEquals(Math.log(low!), -1.58 - 2.109816 * 0.849091, 2e-6);
  assertAlmostEquals(Math.log(high!), -1.58 + 2.109816 * 0.849091, 2e-6);
  assertEquals(decision, "tie");
});

const decisions: [what: string, values: number[], baselines: number[], decision: string][] = [
  ["values below the baselines", [390, 400, 410], [600, 620, 640], "lower"],
  ["values above the baselines", [900, 910], [600, 610, 590, 605], "higher"],
  ["values among the baselines", [590, 640], [600, 620, 640], "tie"],
  ["values hardly below the baselines", [96, 96.1, 95.9], [100, 100.1, 99.9], "tie"],
  ["equal values and equal baselines", [2, 2], [3, 3, 3], "lower"],
  ["values that equal the baselines", [3, 3], [3, 3, 3], "tie"],
  ["spread on one side only", [500, 500, 500], [600, 620, 640], "lower"],
  ["one value", [300], [600, 620], "unknown"],
  ["one baseline", [300, 310], [600], "unknown"],
  ["no value", [], [600, 620], "unknown"],
  ["no baseline", [300, 310], [], "unknown"],
];

for (const [what, values, baselines, decision] of decisions) {
  test(`unpairedRatio decides "${decision}" on ${what}`, () => {
    assertEquals(unpairedRatio(values, baselines).decision, decision);
  });
}

test("unpairedRatio has a ratio where it has no interval, and none where a side is empty", () => {
  const single = unpairedRatio([300], [600, 600]);
  assertAlmostEquals(single.ratio!, 0.5);
  assertEquals([single.low, single.high], [null, null]);
  assertEquals(unpairedRatio([], [600]).ratio, null);
});

test("unpairedRatio is unsure with two values a side, where one side has no spread", () => {
  // One degree of freedom: t = 12.7.
  const { low, high } = unpairedRatio([100, 110], [200, 200]);
  const halfWidth = 12.706205 * Math.log(1.1) / 2;
  assertAlmostEquals(Math.log(high! / low!), 2 * halfWidth, 1e-6);
});

for (const wrong of [0, -1, NaN, Infinity]) {
  test(`unpairedRatio refuses ${wrong}`, () => {
    const message = `expected a positive number, got ${wrong}`;
    assertThrows(() => unpairedRatio([1, wrong], [1, 2]), RangeError, message);
    assertThrows(() => unpairedRatio([1, 2], [1, wrong]), RangeError, message);
  });
}
