import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import type { Report, Step } from "../../run/progress.ts";
import { TerminalProgress } from "./terminal_progress.ts";
import { goodSample } from "../testing/live_sample.ts";
import { Screen } from "../testing/screen.ts";

/** A terminal, and a clock that is moved by hand. */
function open() {
  const screen = new Screen(70);
  let nowMs = 0;
  let tick: (() => void) | undefined;
  const clock = {
    now: () => nowMs,
    every: (_: number, run: () => void) => {
      tick = run;
      return () => tick = undefined;
    },
  };
  const terminal = {
    write: (text: string) => screen.write(text),
    display: () => ({ hasColor: false, columns: screen.columns, rows: screen.rows }),
  };
  const pass = (ms: number) => {
    nowMs += ms;
    tick?.();
  };
  const progress = new TerminalProgress(terminal, clock);
  const step = (step: Step, run: (report: Report) => void) =>
    progress.step(step, (report) => Promise.resolve(run(report)));
  return { screen, pass, progress, step };
}

test("TerminalProgress shows a run while it goes on, and leaves one line of it", async () => {
  const { screen, pass, step } = open();
  const left = { runs: 2, isGuess: false, ms: 40_000 };
  const run = (report: Report) => {
    assertEquals(screen.lines, [
      "❯ bun: 5 sessions",
      "  now         beginning",
      "  in all      2 runs left, about 40 s",
    ]);
    pass(3000);
    report("starting the gateway bun");
    assertEquals(screen.lines.slice(1), [
      "  now         starting the gateway bun",
      "  in all      2 runs left, about 37 s",
    ]);
    report({ kind: "sample", sample: goodSample });
    assertEquals(screen.lines[1], "  measure     6 of 10 s · 4 s of this run left");
    report({ kind: "problem", text: "Sessions break:\n\x1b[2J3 × timeout" });
    assertEquals(screen.lines.at(-2), "  problem     Sessions break: 3 × timeout");
    report({ kind: "end", outcome: "fail", reasons: ["too late", "too few"] });
  };
  await step({ title: "bun: 5 sessions", left }, run);
  assertEquals(screen.lines, ["✖ bun: 5 sessions  FAIL: too late; too few"]);
});

test("TerminalProgress counts a wait second by second, and draws no more than that", async () => {
  const { screen, pass, step } = open();
  await step({ title: "deno: conformance" }, (report) => {
    report("running the suite");
    pass(5000);
    assertEquals(screen.lines[1], "  now         running the suite, for 5 s");
    const drawn = screen.written.length;
    pass(999);
    assertEquals(screen.written.length, drawn);
    pass(1);
    assertEquals(screen.lines[1], "  now         running the suite, for 6 s");
    report("63 passed");
  });
  const drawn = screen.written.length;
  pass(5000);
  assertEquals([screen.written.length, screen.lines], [drawn, ["✔ deno: conformance  63 passed"]]);
});

test("TerminalProgress never says that less is left than the run that goes on", async () => {
  const { screen, pass, step } = open();
  const left = { runs: 1, isGuess: true, ms: 10_000 };
  await step({ title: "bun: 5 sessions", left }, (report) => {
    pass(9000);
    report({ kind: "sample", sample: goodSample });
    assertEquals(screen.lines.at(-1), "  in all      about 1 run left, about 4 s");
  });
});

test("TerminalProgress writes notes above the view", async () => {
  const { screen, progress, step } = open();
  await step({ title: "a" }, (report) => {
    progress.note("More sessions than the tools can serve");
    report("working");
    assertEquals(screen.lines, [
      "More sessions than the tools can serve",
      "❯ a",
      "  now         working",
    ]);
  });
});

test("TerminalProgress leaves the first line of an error, which comes through", async () => {
  const { screen, progress } = open();
  const fail = () => progress.step({ title: "a" }, () => Promise.reject(new Error("one\ntwo")));
  await assertRejects(fail, Error, "one\ntwo");
  assertEquals(screen.lines, ["✖ a  one"]);
});
