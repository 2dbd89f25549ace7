import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { runSummary } from "@stt-bench/results/testing";
import { goodSample } from "../testing/live_sample.ts";
import { LiveHistory } from "./live_history.ts";
import type { LiveEvents, Send } from "./live_history.ts";
import type { LiveState } from "./live_state.ts";

/** A history at 1000 ms since 1970, and what it sends. */
function open() {
  const states: LiveState[] = [];
  const samples: LiveEvents["sample"][] = [];
  const send: Send = (name, data) => {
    if (name === "state") states.push(data as LiveState);
    if (name === "sample") samples.push(data as LiveEvents["sample"]);
  };
  const history = new LiveHistory("bench", send, () => 1000 + states.length);
  return { history, states, samples, newest: () => states.at(-1)!.steps.at(-1)! };
}

const left = { runs: 2, isGuess: false, ms: 40_000 };

test("LiveHistory sends every change of a step", () => {
  const { history, states, newest } = open();
  const id = history.begin({ title: "bun: 5 sessions", left });
  assertEquals(newest(), {
    id: 0,
    title: "bun: 5 sessions",
    doing: "",
    problem: null,
    startedAtMs: 1000,
    endedAtMs: null,
    outcome: null,
    reason: "",
    left,
    figures: null,
  });
  history.tell(id, "starting the gateway bun");
  assertEquals(newest().doing, "starting the gateway bun");
  history.tell(id, { kind: "problem", text: "Sessions break" });
  assertEquals(newest().problem, "Sessions break");
  assertEquals(states.length, 3);
});

test("LiveHistory keeps the verdict of a run and the figures of its window", () => {
  const { history, newest } = open();
  const id = history.begin({ title: "bun: 5 sessions" });
  const summary = runSummary({ protocol_errors: 3 });
  history.tell(id, { kind: "end", outcome: "fail", reasons: ["too late", "too few"], summary });
  history.end(id);
  const { outcome, reason, figures, endedAtMs, left } = newest();
  assertEquals([outcome, reason, endedAtMs, left], ["fail", "too late; too few", 1002, null]);
  assertEquals(figures, {
    newestP50Ms: 104,
    newestP95Ms: 134,
    cpuUsPerSessionSecond: summary.gateway?.cpu_us_per_session_second ?? null,
    errors: 3,
  });
});

test("LiveHistory knows no verdict of a step that isn't a run, but that it failed", () => {
  const { history, newest } = open();
  const done = history.begin({ title: "set-up" });
  history.end(done);
  assertEquals([newest().outcome, newest().reason, newest().endedAtMs], [null, "", 1001]);
  const failed = history.begin({ title: "bun: conformance" });
  history.end(failed, new Error("not conformant\nfor reasons"));
  assertEquals([newest().outcome, newest().reason], ["fail", "not conformant"]);
  const interrupted = history.begin({ title: "node: conformance" });
  history.end(interrupted, AbortSignal.abort().reason);
  assertEquals([newest().outcome, newest().reason], ["interrupted", ""]);
});

test("LiveHistory tells who comes late all that was", () => {
  const { history, samples } = open();
  const later = { ...goodSample, atMs: 12_000 };
  for (const title of ["set-up", "bun: 5 sessions"]) history.begin({ title });
  for (const sample of [goodSample, later]) history.tell(1, { kind: "sample", sample });
  history.conclude("pass");
  assertEquals(samples, [{ step: 1, sample: goodSample }, { step: 1, sample: later }]);

  const replayed: [string, unknown][] = [];
  history.replay((name, data) => replayed.push([name, data]));
  const [[, state]] = replayed as [[string, LiveState]];
  assertEquals([state.program, state.outcome, state.steps.length], ["bench", "pass", 2]);
  assertEquals(replayed.slice(1), [["samples", { step: 1, samples: [goodSample, later] }]]);
});
