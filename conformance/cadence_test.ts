import { test } from "node:test";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { driftPerInterval } from "./cadence.ts";

test("driftPerInterval is 0 on the grid, with skipped flushes too", () => {
  assertEquals(driftPerInterval([50, 150, 250, 450, 550, 950], 100), 0);
});

test("driftPerInterval finds due times that wait for the answer before them", () => {
  assertAlmostEquals(driftPerInterval([0, 110, 220, 330, 440, 550], 100), 10);
});

test("driftPerInterval ignores a single stall", () => {
  assertAlmostEquals(driftPerInterval([0, 100, 200, 340, 400, 500, 600], 100), 0);
});

test("driftPerInterval of fewer than two times is 0", () => {
  assertEquals(driftPerInterval([], 100), 0);
  assertEquals(driftPerInterval([7], 100), 0);
});
