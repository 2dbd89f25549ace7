import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { yRange } from "./y_range.ts";

for (
  const [what, values, limit, expected] of [
    ["values below the limit from 0 on, and the limit", [90, 110], 200, [0, 250]],
    ["values far from 0 with the limit", [1080, 1100], 1200, [1000, 1400]],
    ["no more than twice the limit", [90, 5000], 200, [0, 400]],
    ["values alone where there is no limit", [10, 90], undefined, [0, 100]],
    ["the limit alone where there is no value", [], 200, [0, 250]],
    ["something where there is neither", [], undefined, [0, 1]],
  ] as const
) {
  test(`yRange has ${what}`, () => {
    const { min, max } = yRange(values, limit);
    assertEquals<readonly number[]>([min, max], expected);
  });
}
