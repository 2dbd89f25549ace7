import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { describeStart, startMsOf } from "./agreed_start.ts";

const clocks = { nowMs: () => 5000, epochMs: () => 1_700_000_000_250 };

test("startMsOf finds the instant on the clock of the run", () => {
  const start = { atEpochMs: 1_700_000_001_000, clockSkewMs: null };
  assertEquals(startMsOf(start, clocks), 5750);
});

test("startMsOf waits for longer where this machine's clock is ahead", () => {
  const start = { atEpochMs: 1_700_000_001_000, clockSkewMs: 100 };
  assertEquals(startMsOf(start, clocks), 5850);
});

test("describeStart tells how late a process was, and never that it was early", () => {
  const start = { atEpochMs: 1_700_000_001_000, clockSkewMs: -3.00049 };
  assertEquals(describeStart(start, 5750, 5000, 0.5), {
    at_epoch_ms: 1_700_000_001_000,
    late_ms: 0,
    clock_skew_ms: -3,
    clock_drift_ms: 0.5,
  });
  assertEquals(describeStart(start, 5750, 5762.5, null).late_ms, 12.5);
});
