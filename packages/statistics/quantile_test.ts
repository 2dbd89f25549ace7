import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { quantile } from "./quantile.ts";

const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
const cases: [what: string, values: number[], q: number, expected: number][] = [
  ["the least for 0", [3, 5, 9], 0, 3],
  ["the most for 1", [3, 5, 9], 1, 9],
  ["the middle of three", [3, 5, 9], 0.5, 5],
  ["the lower middle of four", [3, 5, 9, 11], 0.5, 5],
  ["the 95th of a hundred", hundred, 0.95, 95],
  ["the 7th of a hundred, rounding or not", hundred, 0.07, 7],
  ["the 8th of a hundred for a share just above 7 %", hundred, 0.0701, 8],
  ["the one value for any share", [4], 0.3, 4],
];

for (const [what, values, q, expected] of cases) {
  test(`quantile gives ${what}`, () => assertEquals(quantile(values, q), expected));
}

test("quantile refuses what has no answer", () => {
  for (const [values, q] of [[[], 0.5], [[1], -0.1], [[1], 1.1], [[1], NaN]] as const) {
    assertThrows(() => quantile(values, q), RangeError, "expected values and a share in 0–1");
  }
});
