import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { flatLatency, goodSimulator } from "@stt-bench/results/testing";
import { reportRun, resultSet } from "../../testing/result_set.ts";
import { toolsSentences } from "./tools_sentences.ts";

const late = (target: string, round: number) =>
  reportRun(target, {
    round,
    outcome: "invalid",
    reasons: ["generator-limited: send lateness p99 20.5 ms > 10 ms"],
    summary: { send_lateness: flatLatency(20.5) },
  });

test("toolsSentences tell how near the tools came to their limits, in the runs that count", () => {
  const set = resultSet(["deno"], {
    runs: [
      reportRun("deno", {
        summary: { send_lateness: flatLatency(3.3), simulator: goodSimulator() },
      }),
      late("deno", 2),
    ],
  });
  assertEquals(toolsSentences(set), [
    "In the runs that count the load generator was late by at most 3.3 ms (p99, of 10 ms allowed), " +
    "and used at most 40 % of its CPU (of 85 %).",
    "The simulator's event loop was late by at most 1.0 ms (p99, of 10 ms allowed).",
    "A run of deno with 100 sessions is invalid: generator-limited: send lateness p99 20.5 ms > 10 ms.",
  ]);
});

test("toolsSentences sum up runs that are invalid together", () => {
  const runs = [late("deno", 1), late("deno", 2)];
  assertEquals(toolsSentences(resultSet(["deno"], { runs })), [
    "2 runs of deno with 100 sessions are invalid: generator-limited.",
  ]);
  const targets = ["a", "b", "c", "d", "e", "f", "g"];
  assertEquals(
    toolsSentences(resultSet(targets, { runs: targets.map((target) => late(target, 1)) })),
    ["7 runs are invalid: generator-limited."],
  );
});
