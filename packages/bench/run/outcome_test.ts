import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Outcome } from "@stt-bench/results";
import { exitCodeOf, worstOutcome } from "./outcome.ts";

test("worstOutcome is that of the worst run, and fail when nothing ran", () => {
  const table: [Outcome[], Outcome, number][] = [
    [["pass", "pass"], "pass", 0],
    [["pass", "fail", "invalid"], "fail", 1],
    [["invalid", "pass"], "invalid", 3],
    [["fail", "interrupted"], "interrupted", 130],
    [[], "fail", 1],
  ];
  for (const [runs, outcome, exitCode] of table) {
    assertEquals(worstOutcome(runs.map((outcome) => ({ outcome }))), outcome, runs.join());
    assertEquals(exitCodeOf(outcome), exitCode);
  }
});
