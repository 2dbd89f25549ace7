import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { recordLoopDelay } from "./record_loop_delay.ts";

const rows: [what: string, nowMs: number, delaysMs: number[]][] = [
  ["in time", 100, [0]],
  ["a millisecond late", 101, [1]],
  ["early", 99, [0]],
  ["15 ms late", 115, [15]],
  ["behind a stall of 70 ms, with the samples that it left out", 170, [70, 50, 30, 10]],
  ["behind a stall of exactly two samples", 140, [40, 20]],
];

for (const [what, nowMs, delaysMs] of rows) {
  test(`recordLoopDelay says of a timer that runs ${what}: ${delaysMs}`, () => {
    const recorded: number[] = [];
    recordLoopDelay({ dueMs: 100, nowMs, everyMs: 20 }, (delayMs) => recorded.push(delayMs));
    assertEquals(recorded, delaysMs);
  });
}
