import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { niceRange } from "./nice_range.ts";

for (
  const [min, max, steps, expected] of [
    [0, 1100, 8, [0, 1200, 200]],
    [0, 100, 5, [0, 100, 20]],
    [0, 0.7, 5, [0, 0.8, 0.2]],
    [1080, 1330, 5, [1050, 1350, 50]],
    [5055, 5445, 5, [5000, 5500, 100]],
    [7, 7, 5, [6, 8, 2]],
    [0, 0, 5, [0, 0, 0.2]],
  ] as const
) {
  test(`niceRange of ${min} … ${max} in ${steps} steps is ${expected.join(", ")}`, () => {
    const range = niceRange(min, max, steps);
    assertEquals<readonly number[]>([range.min, range.max, range.step], expected);
  });
}
