import { test } from "node:test";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as v from "valibot";
import { comparedTarget } from "../testing/compared_target.ts";
import type { Round } from "../testing/compared_target.ts";
import { flatLatency } from "../testing/good_run.ts";
import { runSummary } from "../testing/run_summary.ts";
import { compareTargets, Comparison } from "./comparison.ts";

const CPU = "cpu_us_per_session_second";

function ratio(base: readonly Round[], other: readonly Round[]) {
  const results = [comparedTarget("base", ...base), comparedTarget("other", ...other)];
  return compareTargets(results, "base").targets[1]!.ratios[CPU];
}

test("compareTargets gives the median and the range of each metric over the rounds", () => {
  const comparison = compareTargets([comparedTarget("a", 300, 100, 200)], "a");
  const { metrics, rounds, valid_rounds, outcome } = comparison.targets[0]!;
  assertEquals(metrics[CPU], { median: 200, min: 100, max: 300, count: 3 });
  assertEquals([rounds, valid_rounds, outcome], [3, 3, "pass"]);
  assertEquals(v.parse(Comparison, comparison), comparison);
});

test("compareTargets pairs the rounds, so that what slows a whole round falls out", () => {
  const found = ratio([100, 200, 400], [50, 100, 200]);
  assertEquals([found?.ratio?.toFixed(6), found?.pairs, found?.decision], ["0.500000", 3, "lower"]);
});

const invalid: Round = { cpuUs: 1, outcome: "invalid" };
const decisions: [string, readonly Round[], readonly Round[], string | undefined][] = [
  ["a gap below 5 %", [100, 100, 100], [104, 104, 104], "tie"],
  ["a gap that the rounds don't agree on", [100, 100, 100], [80, 160, 90], "tie"],
  ["a gap that they agree on", [100, 101, 99], [120, 121, 119], "higher"],
  ["one round", [100], [50], "unknown"],
  ["one round that both have", [100, invalid], [50, 50], "unknown"],
  ["no round that both have", [100, invalid], [invalid, 50], undefined],
];

for (const [what, base, other, decision] of decisions) {
  test(`compareTargets decides by ${what}: ${decision ?? "nothing"}`, () => {
    assertEquals(ratio(base, other)?.decision, decision);
  });
}

test("compareTargets leaves invalid rounds out, and says how many there were", () => {
  const [target] = compareTargets([comparedTarget("a", 100, invalid, 300)], "a").targets;
  assertAlmostEquals(target!.metrics[CPU]!.median, 200);
  assertEquals([target!.rounds, target!.valid_rounds, target!.outcome], [3, 2, "pass"]);
});

test("compareTargets has no number of a target whose rounds are all invalid", () => {
  const [target] = compareTargets([comparedTarget("a", invalid)], "a").targets;
  assertEquals([target!.outcome, target!.metrics], ["invalid", {}]);
});

test("compareTargets has no latency of a run that no partial came in", () => {
  const { runs, target } = comparedTarget("a", 100);
  const nothing = flatLatency(0);
  const summary = runSummary({
    partials: 0,
    newest_frame_to_partial_latency: nothing,
    newest_from_schedule: nothing,
  });
  const silent = { target, runs: runs.map((run) => ({ ...run, summary })) };
  const { metrics } = compareTargets([silent], "a").targets[0]!;
  assertEquals(Object.keys(metrics).filter((name) => name.startsWith("newest")), []);
  assertEquals("oldest_p50_ms" in metrics, true);
});

test("compareTargets fails a target that failed once, also when other rounds passed", () => {
  const failed: Round = { cpuUs: 100, outcome: "fail" };
  assertEquals(compareTargets([comparedTarget("a", 100, failed)], "a").targets[0]!.outcome, "fail");
});
