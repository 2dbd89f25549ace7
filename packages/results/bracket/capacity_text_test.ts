import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { historyOf, searchOptions } from "../testing/bracket_history.ts";
import type { BracketOutcome } from "./bracket_result.ts";
import { bracketResult } from "./bracket_result.ts";
import { capacityText, isAtLeast, openReasons } from "./capacity_text.ts";

const cases: [outcome: BracketOutcome, history: string, text: string, isAtLeast: boolean][] = [
  ["bracketed", "100p 100p 105f 105f", "100", false],
  ["non-monotonic", "100p 100p 50f 50f", "100", false],
  ["generator-limited", "100p 100p", "≥ 100", true],
  ["at-cap", "100p 100p", "≥ 100", true],
  ["unfinished", "100p 100p", "≥ 100", true],
  ["unfinished", "100p", "–", false],
  ["below-min", "1f 1f", "0", false],
  ["invalid", "100i 100i 100i", "–", false],
];

for (const [outcome, history, text, open] of cases) {
  test(`capacityText of ${history}, ${outcome}, is ${text}`, () => {
    const result = bracketResult(outcome, historyOf(history), searchOptions());
    assertEquals([capacityText(result), isAtLeast(result)], [text, open]);
  });
}

test("openReasons says each reason once, and none where every capacity is known", () => {
  assertEquals(openReasons(["bracketed", "below-min"]), "");
  assertEquals(
    openReasons(["generator-limited", "bracketed", "at-cap", "generator-limited"]),
    "the tools were the limit, or no more were tried",
  );
});
