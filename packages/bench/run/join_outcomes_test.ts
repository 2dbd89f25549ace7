import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { runSummary } from "@stt-bench/results/testing";
import { joinOutcomes } from "./join_outcomes.ts";
import type { LoadOutcome } from "./run_load.ts";

const summary = runSummary();
const whole: LoadOutcome = { summary, readings: undefined, problem: undefined, log: [] };
const gone: LoadOutcome = {
  summary: undefined,
  readings: undefined,
  problem: "the load generator left no summary: it was ended by SIGKILL",
  log: ["killed"],
};

test("joinOutcomes leaves it to the summary that a load generator is missing", () => {
  const joined = joinOutcomes([whole, gone], summary);
  assertEquals(joined, { summary, readings: undefined, problem: undefined, log: ["killed"] });
});

test("joinOutcomes has a problem where no load generator has left anything", () => {
  assertEquals(joinOutcomes([gone, gone], undefined).problem, gone.problem);
});
