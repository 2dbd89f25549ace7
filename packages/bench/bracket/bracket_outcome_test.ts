import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { BracketOutcome, Outcome } from "@stt-bench/results";
import { bracketOutcome } from "./bracket_outcome.ts";

const table: [BracketOutcome[], Outcome][] = [
  [["bracketed", "at-cap"], "pass"],
  [["bracketed", "generator-limited"], "invalid"],
  [["non-monotonic"], "invalid"],
  [["invalid"], "invalid"],
  [["unfinished"], "invalid"],
  [["below-min", "generator-limited", "bracketed"], "fail"],
];

for (const [outcomes, expected] of table) {
  test(`bracketOutcome of ${outcomes.join(", ")} is ${expected}`, () => {
    assertEquals(bracketOutcome(outcomes.map((outcome) => ({ outcome }))), expected);
  });
}
