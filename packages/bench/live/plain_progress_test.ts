import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import type { Outcome } from "@stt-bench/results";
import type { Progress, Report } from "../run/progress.ts";
import { bothProgress } from "./both_progress.ts";
import { plainProgress } from "./plain_progress.ts";
import { quietProgress } from "./quiet_progress.ts";
import { goodSample } from "./testing/live_sample.ts";

type Kind = (writeLine: (line: string) => void) => Progress;

/** What `kind` writes of one run that ends with `outcome`. */
async function linesOf(kind: Kind, outcome: Outcome): Promise<string[]> {
  const lines: string[] = [];
  const progress = kind((line) => lines.push(line));
  const reasons = outcome === "pass" ? [] : ["too late", "too few"];
  const left = { runs: 3, isGuess: true, ms: 9000 };
  const result = await progress.step({ title: "bun: 5 sessions", left }, (report) => {
    report("measure (2 s)");
    report({ kind: "sample", sample: goodSample });
    report({ kind: "problem", text: "Sessions break" });
    report({ kind: "end", outcome, reasons });
    return Promise.resolve(outcome);
  });
  progress.note("Beware");
  assertEquals(result, outcome);
  return lines;
}

test("plainProgress writes a line for each step, phase, problem and note", async () => {
  assertEquals(await linesOf(plainProgress, "pass"), [
    "❯ bun: 5 sessions (about 3 runs left, about 9 s)",
    "› measure (2 s)",
    "› Sessions break",
    "› PASS",
    "✔ bun: 5 sessions",
    "Beware",
  ]);
});

const ends: [Outcome, string[]][] = [
  ["fail", ["› FAIL: too late; too few", "✖ bun: 5 sessions"]],
  ["invalid", ["› INVALID: too late; too few", "! bun: 5 sessions"]],
  ["interrupted", ["› INTERRUPTED", "■ bun: 5 sessions"]],
];

for (const [outcome, lines] of ends) {
  test(`plainProgress says how a run ended: ${outcome}`, async () => {
    assertEquals((await linesOf(plainProgress, outcome)).slice(3, 5), lines);
  });
}

test("plainProgress writes the first line of an error, which comes through", async () => {
  const lines: string[] = [];
  const { step } = plainProgress((line) => lines.push(line));
  const fail = () => step({ title: "set-up" }, () => Promise.reject(new Error("one\ntwo")));
  await assertRejects(fail, Error, "one\ntwo");
  assertEquals(lines, ["❯ set-up", "› one", "✖ set-up"]);
});

test("plainProgress calls a step interrupted, and not failed, that a signal has ended", async () => {
  const lines: string[] = [];
  const { step } = plainProgress((line) => lines.push(line));
  const { reason } = AbortSignal.abort();
  await assertRejects(() => step({ title: "set-up" }, () => Promise.reject(reason)));
  assertEquals(lines, ["❯ set-up", "› INTERRUPTED", "■ set-up"]);
});

test("quietProgress writes problems only", async () => {
  assertEquals(await linesOf(quietProgress, "fail"), ["bun: 5 sessions: Sessions break"]);
});

test("bothProgress tells both the same, and is live if one of them is", async () => {
  const both: Kind = (writeLine) =>
    bothProgress(plainProgress(writeLine), quietProgress(writeLine));
  const lines = await linesOf(both, "pass");
  assertEquals(lines.filter((line) => line.endsWith("Sessions break")), [
    "› Sessions break",
    "bun: 5 sessions: Sessions break",
  ]);
  const plain = plainProgress(() => {});
  const live = {
    ...plain,
    isLive: true,
    step: <T>(_: unknown, run: (report: Report) => T) => run(() => {}),
  };
  assertEquals(bothProgress(plain, live as Progress).isLive, true);
  assertEquals(bothProgress(plain, plain).isLive, false);
});
