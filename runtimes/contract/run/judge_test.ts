import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { deviations } from "../deviations.ts";
import { judge } from "./judge.ts";

const { variant, case: name, seen } = deviations[0]!;

test("judge passes a case without a problem, and fails one with a problem", () => {
  assertEquals(judge("bun", "upgrade", {}), { outcome: "pass" });
  assertEquals(judge("bun", "upgrade", { problem: "why" }), { outcome: "fail", detail: "why" });
});

test("judge hands on what is worth knowing of a pass", () => {
  const note = "seed 1";
  assertEquals(judge("bun", "upgrade", { note }), { outcome: "pass", detail: note });
  assertEquals(judge("bun", "upgrade", { note, problem: "why" }).detail, "why");
});

test("judge takes exactly the documented failure for an exception", () => {
  const problem = `before ${seen} after`;
  assertEquals(judge(variant, name, { problem }), { outcome: "exception", detail: problem });
});

test("judge fails a documented exception that is none any more, or another one", () => {
  const expected = `Expected the documented exception "${seen}", got `;
  for (const [problem, got] of [[undefined, "a pass"], ["why", "why"]] as const) {
    assertEquals(judge(variant, name, { problem }), { outcome: "fail", detail: expected + got });
  }
});

test("judge fails whatever leaves accounts that do not balance", () => {
  const imbalance = "one is missing";
  assertEquals(judge("bun", "upgrade", { imbalance }), { outcome: "fail", detail: imbalance });
  const detail = `${seen}; ${imbalance}`;
  assertEquals(judge(variant, name, { problem: seen, imbalance }), { outcome: "fail", detail });
});
