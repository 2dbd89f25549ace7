import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { summarize } from "./summarize.ts";

const lists: [what: string, values: number[], median: number, min: number, max: number][] = [
  ["one value", [7], 7, 7, 7],
  ["an odd count, unsorted", [9, 1, 5], 5, 1, 9],
  ["an even count", [4, 1, 2, 100], 3, 1, 100],
  ["numbers that sort otherwise as text", [10, 9, 100], 10, 9, 100],
  ["negative and equal values", [-2, -2, 0, 3], -1, -2, 3],
];

for (const [what, values, median, min, max] of lists) {
  test(`summarize takes ${what}`, () => {
    assertEquals(summarize(values), { median, min, max, count: values.length });
  });
}

test("summarize leaves its list as it is", () => {
  const values = [3, 1, 2];
  summarize(values);
  assertEquals(values, [3, 1, 2]);
});

test("summarize refuses an empty list", () => {
  assertThrows(() => summarize([]), RangeError, "expected at least one value, got none");
});
