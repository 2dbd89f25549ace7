import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { runSummary } from "@stt-bench/results/testing";
import { flatLatency } from "@stt-bench/results/testing";
import type { ReportRun } from "../../model/report_run.ts";
import { reportRun, resultSet } from "../../testing/result_set.ts";
import { latencySentences, responseSentences } from "./latency_sentences.ts";

/** A run whose newest frames took `ms`, judged by the service level. */
function runOf(target: string, round: number, ms: number, scheduledMs = ms): ReportRun {
  const summary = runSummary({
    newest_frame_to_partial_latency: flatLatency(ms),
    newest_from_schedule: flatLatency(scheduledMs),
    oldest_frame_to_partial_latency: flatLatency(980 + ms),
    oldest_from_schedule: flatLatency(980 + ms),
  });
  const outcome = summary.verdict;
  return reportRun(target, { round, outcome, summary });
}

test("responseSentences tell who holds the service level, and how late answers are", () => {
  const labels = ["deno", "node", "bun"];
  const runs = labels.flatMap((label, i) => [runOf(label, 1, 90 + 10 * i), runOf(label, 2, 92)]);
  assertEquals(responseSentences(resultSet(labels, { runs }), 100), [
    "All 3 hold the service level “balanced” with 100 sessions.",
    "Newest frame to partial takes 91–101 ms (p50) and 91–101 ms (p95), depending on the gateway.",
  ]);
});

test("responseSentences tell who fails it, how often and by which gate", () => {
  const runs = [
    runOf("deno", 1, 90),
    runOf("node", 1, 220),
    runOf("node", 2, 90),
    reportRun("node", { round: 3, outcome: "invalid" }),
  ];
  assertEquals(responseSentences(resultSet(["deno", "node"], { runs }), 100).slice(0, -1), [
    "deno holds the service level “balanced” with 100 sessions.",
    "node fails the service level “balanced” with 100 sessions in 1 of 2 valid runs, by newest p50 and " +
    "newest p50 from schedule.",
  ]);
});

test("responseSentences call a service level without known limits by no name", () => {
  const set = resultSet(["deno"], { slo: null, runs: [runOf("deno", 1, 90)] });
  assertEquals(responseSentences(set, 100), [
    "deno holds the service level with 100 sessions.",
    "Newest frame to partial takes 90 ms (p50) and 90 ms (p95).",
  ]);
});

test("latencySentences see back-pressure in the schedule's clock", () => {
  const set = resultSet(["deno", "node"], {
    runs: [runOf("deno", 1, 90, 190), runOf("node", 1, 90, 91)],
  });
  assertEquals(
    latencySentences(set, 100).at(-1),
    "Counted from the schedule, newest p95 is longer for deno (100 ms): back-pressure, or lateness " +
      "of the load generator itself, hides in the other clock.",
  );
});

test("latencySentences say so when both clocks agree", () => {
  const set = resultSet(["deno"], { runs: [runOf("deno", 1, 90, 91.5)] });
  assertEquals(latencySentences(set, 100).slice(-2), [
    "Oldest frame to partial takes 1070 ms (p50) and 1070 ms (p95).",
    "Counted from the schedule, newest p95 is at most 1.5 ms more: no gateway held the load " +
    "generator up.",
  ]);
});

test("latencySentences don't count what can't be told apart", () => {
  const set = resultSet(["deno"], { runs: [runOf("deno", 1, 90, 90.01)] });
  assertEquals(
    latencySentences(set, 100).at(-1),
    "Counted from the schedule, newest p95 is the same: no gateway held the load generator up.",
  );
});

test("latencySentences have no latency of a gateway that answered nothing", () => {
  const nothing = {
    partials: 0,
    newest_frame_to_partial_latency: flatLatency(0),
    oldest_frame_to_partial_latency: flatLatency(0),
    newest_from_schedule: flatLatency(0),
    oldest_from_schedule: flatLatency(0),
  };
  const silent = reportRun("node", { outcome: "fail", reasons: [], summary: nothing });
  const both = resultSet(["deno", "node"], { runs: [runOf("deno", 1, 90), silent] });
  const sentences = latencySentences(both, 100);
  assertEquals(
    sentences.filter((text) => text.startsWith("Newest")),
    ["Newest frame to partial takes 90 ms (p50) and 90 ms (p95)."],
  );
  assertEquals(latencySentences(resultSet(["node"], { runs: [silent] }), 100), [
    "node fails the service level “balanced” with 100 sessions.",
  ]);
});

test("latencySentences have nothing to say where no run is valid", () => {
  const set = resultSet(["deno"], { runs: [reportRun("deno", { outcome: "invalid" })] });
  assertEquals(latencySentences(set, 100), []);
});
