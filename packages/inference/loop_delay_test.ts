import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { LoopDelay } from "./loop_delay.ts";

const rows: [what: string, timersMs: number[], delaysMs: number[]][] = [
  ["in time", [20, 40, 60], [0, 0, 0]],
  ["a millisecond late each time", [21, 42, 63], [1, 1, 1]],
  ["early", [19, 38], [0, 0]],
  ["once 15 ms late", [20, 55, 75], [0, 15, 0]],
  ["behind a stall of 70 ms, with the samples that it left out", [90, 110], [70, 50, 30, 10, 0]],
];

for (const [what, timersMs, delaysMs] of rows) {
  test(`LoopDelay says of timers that run ${what}: ${delaysMs}`, () => {
    const loopDelay = new LoopDelay(0);
    const recorded: number[] = [];
    for (const ms of timersMs) loopDelay.sample(ms, (delayMs) => recorded.push(delayMs));
    assertEquals(recorded, delaysMs);
  });
}

test("LoopDelay that is restarted forgets the stall before", () => {
  const loopDelay = new LoopDelay(0);
  const recorded: number[] = [];
  loopDelay.restart(500);
  loopDelay.sample(521, (delayMs) => recorded.push(delayMs));
  assertEquals(recorded, [1]);
});
