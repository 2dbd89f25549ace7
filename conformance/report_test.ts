import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { createReport, formatResult, formatTotals } from "./report.ts";
import type { CaseResult } from "./run_cases.ts";

function result(profile: "wire" | "ours", outcome: CaseResult["outcome"]): CaseResult {
  return { name: "x", claim: "X holds", spec: "X", profile, outcome, elapsedMs: 100 };
}

for (
  const [profile, failed, verdict] of [
    ["wire", "ours", "pass"],
    ["wire", "wire", "fail"],
    ["ours", "ours", "fail"],
    ["ours", "wire", "fail"],
  ] as const
) {
  test(`A failed case of profile ${failed} makes a run with profile ${profile} ${verdict}`, () => {
    const results = [result("wire", "pass"), result("ours", "skip"), result(failed, "fail")];
    const report = createReport("ws://x", profile, results);
    assertEquals(report.verdict, verdict);
    assertEquals(report.totals, { pass: 1, fail: 1, skip: 1 });
  });
}

test("formatResult says why a case failed, below it", () => {
  const failed = { ...result("wire", "fail"), detail: "expected 1, got 2" };
  const [line, detail] = formatResult(failed, "wire").split("\n");
  assertEquals(line, `FAIL         ${"x".padEnd(24)}   0.1 s  X holds`);
  assertEquals(detail?.trim(), "expected 1, got 2");
});

for (
  const [profile, totals] of [
    [
      "wire",
      "PASS  ws://x: 1 passed, 0 failed, 0 skipped, 1 not kept that the protocol does not ask for",
    ],
    ["ours", "FAIL  ws://x: 1 passed, 1 failed, 0 skipped"],
  ] as const
) {
  test(`formatTotals with profile ${profile} says what of it has failed`, () => {
    const results = [result("wire", "pass"), result("ours", "fail")];
    assertEquals(
      formatTotals(createReport("ws://x", profile, results)),
      `${totals} (profile ${profile})`,
    );
  });
}
