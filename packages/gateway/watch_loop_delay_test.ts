import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import { watchLoopDelay } from "./watch_loop_delay.ts";

/** Watches from 30 ms on. */
function watch() {
  const clock = new ManualClock(30);
  const delaysMs: number[] = [];
  watchLoopDelay(clock, (ms) => delaysMs.push(ms));
  return { clock, delaysMs };
}

test("watchLoopDelay looks at every multiple of 100 ms", () => {
  const { clock, delaysMs } = watch();
  clock.advance(69);
  assertEquals(delaysMs, []);
  clock.advance(1);
  assertEquals(delaysMs, [0]);
  clock.advance(1000);
  assertEquals(delaysMs.length, 11);
});

test("watchLoopDelay counts a stall once for each time that it has left out, then goes on", () => {
  const { clock, delaysMs } = watch();
  clock.stall(320);
  assertEquals(delaysMs, [250, 150, 50]);
  clock.advance(50);
  assertEquals(delaysMs, [250, 150, 50, 0]);
  assertEquals(clock.pending, 1);
});
