import { test } from "node:test";
import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { seededRandom } from "./seeded_random.ts";

function draw(seed: number, count: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
}

test("seededRandom gives the same sequence for the same seed, on every runtime", () => {
  const as32Bits = draw(1, 3).map((value) => value * 2 ** 32);
  assertEquals(as32Bits, [441_792_574, 614_447_336, 1_644_328_534]);
});

test("seededRandom gives unlike sequences for seeds that differ in one bit, high ones included", () => {
  const sequences = [0, 1, 2, 2 ** 32, 2 ** 40].map((seed) => draw(seed, 4).join());
  assertEquals(new Set(sequences).size, sequences.length);
  assertNotEquals(draw(1, 1), draw(2, 1));
});

test("seededRandom is uniform in [0, 1)", () => {
  const values = draw(7, 100_000);
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  assertAlmostEquals(mean, 1 / 2, 0.005);
  assertAlmostEquals(variance, 1 / 12, 0.002);
  assertEquals(values.every((value) => value >= 0 && value < 1), true);
});
