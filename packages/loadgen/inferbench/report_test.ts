import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import * as v from "valibot";
import { BenchResult, benchResult } from "./bench_result.ts";
import { Recorder } from "./recorder.ts";
import { generatorLimit, report } from "./report.ts";
import { parseSettings } from "./settings.ts";

const generator = { runtime: "node", version: "26.10.0", cpu_percent: 41.5 } as const;

/** A run of 2 s with three answers and one timeout. */
function resultOf(args: readonly string[], changes: Partial<BenchResult> = {}): BenchResult {
  const recorder = new Recorder();
  for (const latencyMs of [80, 90, 100]) {
    recorder.sent();
    recorder.ended(undefined, 1000, 1001, 1001 + latencyMs);
    recorder.sendLateness.record(0.5);
  }
  recorder.sent();
  recorder.ended({ cause: "timeout", message: "expected less" }, 1000, 1001, 3001);
  const settings = parseSettings(["--url", "http://127.0.0.1:9000", ...args]);
  const end = { ended: "complete", elapsedMs: 2000, notSent: 0 } as const;
  return { ...benchResult(settings, recorder, end, generator), ...changes };
}

test("benchResult is what its strict schema says, the existing benchmark's fields first", () => {
  const result = resultOf(["--rps", "2"]);
  assertEquals(v.parse(BenchResult, JSON.parse(JSON.stringify(result))), result);
  assertEquals(Object.keys(result), Object.keys(BenchResult.entries));
  assertEquals([result.mode, result.target_rps, result.payload_bytes], ["open_loop", 2, 32_000]);
  assertEquals([result.attempted, result.completed], [4, 3]);
  assertEquals([result.attempted_rps, result.completed_rps], [2, 1.5]);
  assertEquals(result.errors, { connect: 0, timeout: 1, http_status: 0, request: 0 });
  assertEquals(result.error_samples, ["timeout: expected less"]);
  assertEquals([result.latency.p50_ms, result.latency_from_schedule?.p50_ms], [90.047, 91.007]);
});

test("benchResult of a closed loop has no schedule", () => {
  const result = resultOf([]);
  assertEquals(result.mode, "closed_loop");
  assertEquals([result.target_rps, result.latency_from_schedule, result.send_lateness], [
    null,
    null,
    null,
  ]);
});

test("report has the rate, the percentiles, the errors and their samples", () => {
  const text = report(resultOf(["--rps", "2"]));
  assertStringIncludes(text, "completed 3 of 4 requests in 2 s: 1.5/s");
  assertMatch(text, /^latency +p50 90/m);
  assertMatch(text, /^latency from schedule +p50 91/m);
  assertStringIncludes(text, "errors: connect 0, timeout 1, http_status 0, request 0");
  assertStringIncludes(text, "timeout: expected less");
  assert(!/INVALID|INTERRUPTED|lower bound/.test(text));
});

test("report marks a run that was interrupted", () => {
  assertMatch(report(resultOf([], { ended: "interrupted" })), /^INTERRUPTED: /m);
});

test("report marks an open loop whose own schedule was late as invalid", () => {
  const late = resultOf(["--rps", "2"]);
  const result = { ...late, send_lateness: { ...late.latency, p99_ms: 10.1 } };
  assertEquals(generatorLimit(result), "generator-limited: send lateness p99 10.1 ms > 10 ms");
  assertMatch(report(result), /^INVALID: generator-limited/m);
});

test("report calls a closed loop with a busy generator a lower bound, not invalid", () => {
  const result = resultOf([], { generator: { ...generator, cpu_percent: 97 } });
  assertEquals(generatorLimit(result), undefined);
  assertMatch(report(result), /lower bound/);
});
