import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Outcome } from "@stt-bench/results";
import { exitCodeOf, programOutcome, worstOutcome } from "./outcome.ts";

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

test("programOutcome is interrupted where a signal came before all was measured, whatever was", () => {
  const [pass, fail] = [{ outcome: "pass" }, { outcome: "fail" }] as const;
  const aborted = AbortSignal.abort();
  for (const results of [[], [pass], [fail]]) {
    assertEquals(programOutcome(results, false, aborted), "interrupted");
  }
  assertEquals(programOutcome([pass], true, aborted), "pass");
  assertEquals(programOutcome([fail], false, new AbortController().signal), "fail");
});
