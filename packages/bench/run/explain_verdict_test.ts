import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { latency, runSummary } from "@stt-bench/results/testing";
import { explainVerdict } from "./explain_verdict.ts";

test("explainVerdict has nothing to say about a pass", () => {
  assertEquals(explainVerdict(runSummary()), []);
});

test("explainVerdict says what was measured, what is allowed, and what that means", () => {
  const summary = runSummary({ newest_frame_to_partial_latency: latency(330), missing_frames: 7 });
  assertEquals(explainVerdict(summary), [
    "newest p50 is 330 ms, at most 200 ms is allowed: partials come too late after the last frame that they cover",
    "newest p95 is 360 ms, at most 350 ms is allowed: partials come too late after the last frame that they cover",
    "missing frames is 7, at most 0 is allowed: frames that were sent were never answered",
  ]);
});

test("explainVerdict names the errors behind an error ratio", () => {
  const summary = runSummary({
    protocol_errors: 2,
    inference_errors: 3,
    inference_error_counts: [{ stage: "inference_request", kind: "timeout", count: 3 }],
    broken_sessions: [{ cause: "closed_by_gateway", count: 2, example: "close 1011" }],
  });
  const [ratio, errors] = explainVerdict(summary);
  assertEquals(
    ratio,
    "error ratio is 0.00498, at most 0.00001 is allowed: too much of the audio was answered by an error, or not at all",
  );
  assertEquals(
    errors,
    "errors: 3 × inference_request timeout, 2 × closed_by_gateway (close 1011)",
  );
});

test("explainVerdict says that an invalid run was the generator's fault", () => {
  const late = { ...latency(0), p99_ms: 25 };
  assertEquals(explainVerdict(runSummary({ send_lateness: late })), [
    "generator-limited: send lateness p99 25 ms > 10 ms",
  ]);
});

test("explainVerdict says that the gateway was lost", () => {
  assertEquals(explainVerdict(runSummary({ ended: "gateway_lost" })), [
    "no session was left before the end of the run",
  ]);
});
