import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import type { Case } from "./case.ts";
import { runCases } from "./run_cases.ts";
import { Skip, Violation } from "./violation.ts";

const target = { url: "ws://127.0.0.1:1/ws/stt", flushIntervalMs: 50 };

function caseOf(name: string, run: () => Promise<void>, more: Partial<Case> = {}): Case {
  return { name, claim: "X holds", spec: "X", profile: "wire", run, ...more };
}

test("runCases tells passes, failures and skips apart, in the order of the cases", async () => {
  const results = await runCases([
    caseOf("alone", () => Promise.resolve(), { alone: true }),
    caseOf("fails", () => Promise.reject(new Violation("why"))),
    caseOf("skips", () => Promise.reject(new Skip("no simulator"))),
  ], target);
  assertEquals(results.map(({ name, outcome, detail }) => [name, outcome, detail]), [
    ["alone", "pass", undefined],
    ["fails", "fail", "why"],
    ["skips", "skip", "no simulator"],
  ]);
});

test("runCases runs a case that must be alone once all others have ended", async () => {
  const log: string[] = [];
  const running = Promise.withResolvers<void>();
  const results = runCases([
    caseOf("alone", () => Promise.resolve(void log.push("alone")), { alone: true }),
    caseOf("other", () => running.promise.then(() => void log.push("other"))),
  ], target);
  running.resolve();
  await results;
  assertEquals(log, ["other", "alone"]);
});

test("runCases runs nothing once its signal has aborted, and throws the reason", async () => {
  let runs = 0;
  const run = () => Promise.resolve(void runs++);
  const signal = AbortSignal.abort(new Error("interrupted"));
  await assertRejects(
    () => runCases([caseOf("x", run), caseOf("y", run, { alone: true })], target, { signal }),
    Error,
    "interrupted",
  );
  assertEquals(runs, 0);
});
