import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { pairedRatio } from "./paired_ratio.ts";

/** Pairs with these ratios, on a baseline that drifts as a machine does. */
function pairsOf(...ratios: number[]): { value: number; baseline: number }[] {
  return ratios.map((ratio, i) => ({ value: ratio * (500 + i * 100), baseline: 500 + i * 100 }));
}

test("pairedRatio has the interval of Student's own example", () => {
  // Student, "The probable error of a mean", Biometrika 6 (1908): hours of sleep gained. The mean
  // and interval are those of R's t.test(extra ~ group, data = sleep, paired = TRUE).
  const gained = [1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4];
  const pairs = gained.map((hours) => ({ value: Math.exp(hours), baseline: 1 }));
  const { ratio, low, high, ...rest } = pairedRatio(pairs);
  assertAlmostEquals(Math.log(ratio!), 1.58, 1e-7);
  assertAlmostEquals(Math.log(low!), 0.7001142, 1e-6);
  assertAlmostEquals(Math.log(high!), 2.4598858, 1e-6);
  assertEquals(rest, { pairs: 10, decision: "higher" });
});

const decisions: [what: string, ratios: number[], decision: string][] = [
  ["clearly lower ratios", [0.78, 0.8, 0.82], "lower"],
  ["clearly higher ratios", [1.5, 1.55, 1.6, 1.45], "higher"],
  ["ratios on both sides of 1", [0.8, 1.3, 0.9], "tie"],
  ["lower ratios whose spread includes 1", [0.6, 0.95, 0.9], "tie"],
  ["two pairs that differ by a lot", [0.5, 0.8], "tie"],
  ["ratios surely, but hardly, below 1", [0.96, 0.961, 0.959], "tie"],
  ["ratios surely, but hardly, above 1", [1.04, 1.041, 1.039], "tie"],
  ["equal ratios below 1", [0.9, 0.9, 0.9], "lower"],
  ["equal ratios above 1", [1.1, 1.1], "higher"],
  ["equal values", [1, 1, 1], "tie"],
  ["one pair", [0.5], "unknown"],
  ["no pair", [], "unknown"],
];

for (const [what, ratios, decision] of decisions) {
  test(`pairedRatio decides "${decision}" on ${what}`, () => {
    assertEquals(pairedRatio(pairsOf(...ratios)).decision, decision);
  });
}

test("pairedRatio of equal ratios has an interval without width", () => {
  const { ratio, low, high } = pairedRatio(pairsOf(0.9, 0.9, 0.9));
  for (const value of [ratio, low, high]) assertAlmostEquals(value!, 0.9, 1e-12);
  assertEquals(pairedRatio(pairsOf(1, 1)), {
    ratio: 1,
    low: 1,
    high: 1,
    pairs: 2,
    decision: "tie",
  });
});

test("pairedRatio of one pair is a ratio without an interval", () => {
  const { ratio, low, high, pairs } = pairedRatio([{ value: 300, baseline: 600 }]);
  assertAlmostEquals(ratio!, 0.5);
  assertEquals([low, high, pairs], [null, null, 1]);
});

test("pairedRatio of no pair is no ratio", () => {
  const nothing = { ratio: null, low: null, high: null, pairs: 0, decision: "unknown" as const };
  assertEquals(pairedRatio([]), nothing);
});

test("pairedRatio does not see what changes both sides of a pair", () => {
  const steady = pairedRatio([{ value: 80, baseline: 100 }, { value: 82, baseline: 100 }]);
  const drifting = pairedRatio([{ value: 80, baseline: 100 }, { value: 820, baseline: 1000 }]);
  assertAlmostEquals(drifting.low!, steady.low!);
  assertAlmostEquals(drifting.high!, steady.high!);
});

for (const wrong of [0, -1, NaN, Infinity]) {
  test(`pairedRatio refuses ${wrong}`, () => {
    const message = `expected a positive number, got ${wrong}`;
    const good = { value: 1, baseline: 1 };
    assertThrows(() => pairedRatio([good, { value: wrong, baseline: 1 }]), RangeError, message);
    assertThrows(() => pairedRatio([good, { value: 1, baseline: wrong }]), RangeError, message);
  });
}

test("pairedRatio lies in its interval, and turns upside down when the sides are swapped", () => {
  const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
  const pair = fc.record({ value: positive, baseline: positive });
  fc.assert(fc.property(fc.array(pair, { minLength: 2, maxLength: 10 }), (pairs) => {
    const { ratio, low, high } = pairedRatio(pairs);
    assert(low! <= ratio! && ratio! <= high!);
    const swapped = pairs.map(({ value, baseline }) => ({ value: baseline, baseline: value }));
    assertAlmostEquals(Math.log(pairedRatio(swapped).ratio!), -Math.log(ratio!), 1e-9);
  }));
});
