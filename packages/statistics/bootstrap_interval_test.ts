import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { bootstrapInterval } from "./bootstrap_interval.ts";
import { meanOf } from "./moments.ts";
import { quantile } from "./quantile.ts";
import { summarize } from "./summarize.ts";

const median = (values: readonly number[]) => summarize(values).median;

/** The statistic of all n^n resamples, ascending: what a bootstrap draws from. */
function everyOutcome(values: readonly number[], statistic: typeof meanOf): number[] {
  let resamples: number[][] = [[]];
  for (const _ of values) {
    resamples = resamples.flatMap((drawn) => values.map((value) => [...drawn, value]));
  }
  return resamples.map(statistic).sort((a, b) => a - b);
}

const tables: [
  what: string,
  values: number[],
  statistic: typeof meanOf,
  low: number,
  high: number,
][] = [
  ["the mean of three", [1, 2, 6], meanOf, 1, 6],
  ["the mean of four", [10, 20, 30, 80], meanOf, 15, 65],
  ["the mean of five", [390, 402, 385, 410, 395], meanOf, 389, 404.4],
  ["the median of five", [390, 402, 385, 410, 395], median, 385, 410],
  ["five equal values", [7, 7, 7, 7, 7], meanOf, 7, 7],
];

for (const [what, values, statistic, low, high] of tables) {
  test(`bootstrapInterval of ${what} is what all resamples say: ${low} to ${high}`, () => {
    const outcomes = everyOutcome(values, statistic);
    assertEquals([quantile(outcomes, 0.025), quantile(outcomes, 0.975)], [low, high]);
    assertEquals(bootstrapInterval(values, statistic), { low, high });
  });
}

test("bootstrapInterval is the same on every runtime, and another with another seed", () => {
  const values = [104.1, 99.7, 101.3, 120.9, 98.2, 103.3, 97.1];
  const interval = bootstrapInterval(values, meanOf, { resamples: 500 })!;
  assertAlmostEquals(interval.low, 99.5142857, 1e-6);
  assertAlmostEquals(interval.high, 109.9285714, 1e-6);
  assert(bootstrapInterval(values, meanOf, { resamples: 500, seed: 2 })!.high !== interval.high);
});

test("bootstrapInterval is narrower at a lower level", () => {
  const values = [1, 5, 2, 8, 3, 9];
  const [wide, narrow] = [0.95, 0.5].map((level) => bootstrapInterval(values, meanOf, { level })!);
  assert(wide!.low < narrow!.low && narrow!.high < wide!.high);
});

test("bootstrapInterval of logarithms is the logarithm of the interval", () => {
  const values = [0.8, 0.9, 0.7, 1.1, 0.85];
  const geometric = (resample: readonly number[]) => Math.exp(meanOf(resample.map(Math.log)));
  const ofValues = bootstrapInterval(values, geometric)!;
  const ofLogs = bootstrapInterval(values.map(Math.log), meanOf)!;
  assertAlmostEquals(ofValues.low, Math.exp(ofLogs.low), 1e-12);
  assertAlmostEquals(ofValues.high, Math.exp(ofLogs.high), 1e-12);
});

test("bootstrapInterval says nothing of fewer than three values", () => {
  for (const values of [[], [1], [1, 2]]) {
    assertEquals(bootstrapInterval(values, meanOf), undefined);
  }
});

test("bootstrapInterval lies within the values, and around their mean", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
    minLength: 3,
    maxLength: 8,
  });
  fc.assert(fc.property(values, (values) => {
    const { low, high } = bootstrapInterval(values, meanOf, { resamples: 200 })!;
    const { min, max } = summarize(values);
    const slack = 1e-9 * (1 + Math.abs(min) + Math.abs(max));
    assert(low <= high && low >= min - slack && high <= max + slack);
  }));
});
