import { test } from "node:test";
import { assertThrows } from "@std/assert";
import { computeAnswer, generatedPcm } from "@stt-bench/protocol";
import type { ErrorMessage, PartialMessage } from "@stt-bench/protocol";
import { checkMessage } from "./check_message.ts";
import { Violation } from "./violation.ts";

const sent = { pcmSession: 7, frames: 12, settled: 3, sinceFirstDueMs: 100 };

const partial: PartialMessage = {
  type: "partial",
  oldest_frame_seq: 4,
  newest_frame_seq: 6,
  frames: 3,
  ...computeAnswer(generatedPcm(7, 4, 6), 4),
  cpu_passes: 4,
  model_delay_ms: 75,
  flush_lateness_ms: 0.125,
  inflight_model_jobs: 0,
};

const failed: ErrorMessage = {
  type: "error",
  stage: "inference_request",
  kind: "timeout",
  message: "expected an answer",
  oldest_frame_seq: 4,
  newest_frame_seq: 6,
  frames: 3,
  audio_bytes: 1920,
  oldest_age_ms: 70,
  newest_age_ms: 30,
  flush_lateness_ms: 1,
  inference_elapsed_ms: 20,
  inflight_gateway_batches: 1,
  gateway_buffer_frames: 6,
  inference_status: null,
  retryable: true,
};

const overflow: ErrorMessage = {
  ...failed,
  stage: "batch_flush",
  kind: "overflow",
  inference_elapsed_ms: null,
  inflight_gateway_batches: 0,
  retryable: false,
};

test("checkMessage accepts a right partial, a right error and a right overflow", () => {
  for (const message of [partial, failed, overflow]) checkMessage(message, sent);
});

const partialChanges: readonly Partial<PartialMessage>[] = [
  { oldest_frame_seq: 3 },
  { oldest_frame_seq: 5, frames: 2, audio_bytes: 1280 },
  { newest_frame_seq: 13, frames: 10, audio_bytes: 6400 },
  { newest_frame_seq: 3, frames: 0, audio_bytes: 0 },
  { frames: 4 },
  { audio_bytes: 1918 },
  { rms: partial.rms + 0.001 },
  { checksum: partial.checksum - 1 },
  { zero_crossings: partial.zero_crossings + 1 },
  { samples: partial.samples - 1 },
  { transcript: "other" },
  { cpu_passes: 5 },
  { cpu_passes: 2 ** 50 },
  { flush_lateness_ms: 104 },
  { flush_lateness_ms: 0.1251 },
  { inflight_model_jobs: 1 },
];

for (const change of partialChanges) {
  test(`checkMessage refuses a partial with ${JSON.stringify(change)}`, () => {
    assertThrows(() => checkMessage({ ...partial, ...change }, sent), Violation);
  });
}

test("checkMessage refuses a partial before the first due time", () => {
  assertThrows(() => checkMessage(partial, { ...sent, sinceFirstDueMs: -5 }), Violation, "before");
});

const errorChanges: readonly Partial<ErrorMessage>[] = [
  { stage: "batch_flush" },
  { retryable: false },
  { message: "" },
  { newest_age_ms: 71 },
  { gateway_buffer_frames: 7 },
  { inflight_gateway_batches: 0 },
  { inference_elapsed_ms: null },
];

for (const change of errorChanges) {
  test(`checkMessage refuses an error with ${JSON.stringify(change)}`, () => {
    assertThrows(() => checkMessage({ ...failed, ...change }, sent), Violation);
  });
}

const overflowChanges: readonly Partial<ErrorMessage>[] = [
  { inflight_gateway_batches: 1 },
  { inference_elapsed_ms: 0 },
  { inference_status: 200 },
];

for (const change of overflowChanges) {
  test(`checkMessage refuses an overflow with ${JSON.stringify(change)}`, () => {
    assertThrows(() => checkMessage({ ...overflow, ...change }, sent), Violation);
  });
}
