import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { seededRandom } from "@stt-bench/statistics";
import { LatencyModel } from "./latency_model.ts";
import type { LatencyParameters } from "./latency_model.ts";

const DRAWS = 200_000;

const defaults: LatencyParameters = {
  delayMs: 75,
  jitterSigma: 0.15,
  longtailProbability: 0.01,
  longtailMultiplier: 3,
  batchWaitMaxMs: 20,
};

/** Draws, in ascending order. */
function draw(changes: Partial<LatencyParameters>): number[] {
  const model = new LatencyModel({ ...defaults, ...changes }, seededRandom(20));
  return Array.from({ length: DRAWS }, () => model.nextMs()).sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.floor(q * sorted.length)]!;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value) / values.length;
}

test("LatencyModel has the mean of its three parts", () => {
  const lognormalMean = 75 * Math.exp(0.15 ** 2 / 2);
  assertAlmostEquals(mean(draw({})), 10 + lognormalMean * (0.99 + 0.01 * 3), 0.25);
});

for (const [q, normalQuantile] of [[0.05, -1.6449], [0.5, 0], [0.95, 1.6449], [0.99, 2.3263]]) {
  test(`LatencyModel's own time is log-normal at its ${q! * 100} % quantile`, () => {
    const values = draw({ longtailProbability: 0, batchWaitMaxMs: 0 });
    assertAlmostEquals(quantile(values, q!), 75 * Math.exp(0.15 * normalQuantile!), 0.5);
  });
}

test("LatencyModel waits uniformly for a batch", () => {
  const values = draw({ delayMs: 0 });
  assertAlmostEquals(mean(values), 10, 0.1);
  for (const q of [0.1, 0.5, 0.9]) assertAlmostEquals(quantile(values, q), q * 20, 0.2);
  assert(values[0]! >= 0 && values.at(-1)! < 20);
});

test("LatencyModel multiplies the long tail's share, and nothing else", () => {
  const values = draw({ jitterSigma: 0, batchWaitMaxMs: 0 });
  assertEquals([...new Set(values)], [75, 225]);
  assertAlmostEquals(values.filter((ms) => ms === 225).length / DRAWS, 0.01, 0.001);
});

test("LatencyModel's parts are independent of each other", () => {
  const model = new LatencyModel(defaults, seededRandom(3));
  const values = Array.from({ length: DRAWS }, () => model.nextMs());
  const average = mean(values);
  const variance = mean(values.map((value) => (value - average) ** 2));
  const covariance = mean(values.slice(1).map((v, i) => (v - average) * (values[i]! - average)));
  assertAlmostEquals(covariance / variance, 0, 0.01);
});

test("LatencyModel repeats itself with the same seed, and never gives less than nothing", () => {
  const parameters = fc.record({
    delayMs: fc.double({ min: 0, max: 1e4, noNaN: true }),
    jitterSigma: fc.double({ min: 0, max: 10, noNaN: true }),
    longtailProbability: fc.double({ min: 0, max: 1, noNaN: true }),
    longtailMultiplier: fc.double({ min: 0, max: 100, noNaN: true }),
    batchWaitMaxMs: fc.double({ min: 0, max: 1e4, noNaN: true }),
  });
  fc.assert(fc.property(parameters, fc.maxSafeNat(), (chosen, seed) => {
    const one = new LatencyModel(chosen, seededRandom(seed));
    const other = new LatencyModel(chosen, seededRandom(seed));
    for (let i = 0; i < 10; i++) {
      const ms = one.nextMs();
      assertEquals(other.nextMs(), ms);
      assert(Number.isFinite(ms) && ms >= 0);
    }
  }));
});
