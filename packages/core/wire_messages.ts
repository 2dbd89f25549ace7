import { encodeError, encodePartial, ERROR_KINDS } from "@stt-bench/protocol";
import type { InferenceAnswer } from "@stt-bench/protocol";
import type { BatchFacts, InferenceFailure } from "./ports.ts";
import type { DroppedFrames, SessionMessages } from "./session_messages.ts";
import type { SessionSettings } from "./session_settings.ts";

/** Longest `message` of an error, in UTF-16 units: it may quote what a foreign server sent. */
const MAX_MESSAGE_LENGTH = 512;

/** The messages of the project's own protocol: `partial` and `error`. */
export function wireMessages(settings: SessionSettings): SessionMessages {
  return {
    partial: (batch, answer) => partialMessage(batch, answer, settings),
    failure: failureMessage,
    overflow: (dropped, bufferedFrames, nowMs) =>
      overflowMessage(dropped, bufferedFrames, nowMs, settings),
  };
}

/** The `partial` that answers `batch`. */
function partialMessage(
  batch: BatchFacts,
  answer: InferenceAnswer,
  settings: SessionSettings,
): string {
  return encodePartial({
    type: "partial",
    oldest_frame_seq: batch.oldestFrameSeq,
    newest_frame_seq: batch.newestFrameSeq,
    frames: batch.frames,
    rms: answer.rms,
    zero_crossings: answer.zero_crossings,
    checksum: answer.checksum,
    samples: answer.samples,
    transcript: answer.transcript,
    audio_bytes: answer.audio_bytes,
    cpu_passes: settings.cpuPasses,
    model_delay_ms: settings.modelDelayMs,
    flush_lateness_ms: batch.flushLatenessMs,
    inflight_model_jobs: 0,
  });
}

/** The `error` for a batch that the inference service did not serve. */
function failureMessage(
  batch: BatchFacts,
  failure: InferenceFailure,
  bufferedFrames: number,
  nowMs: number,
): string {
  return encodeError({
    type: "error",
    stage: failure.stage,
    kind: failure.kind,
    message: failure.message.slice(0, MAX_MESSAGE_LENGTH),
    oldest_frame_seq: batch.oldestFrameSeq,
    newest_frame_seq: batch.newestFrameSeq,
    frames: batch.frames,
    audio_bytes: batch.audioBytes,
    oldest_age_ms: nowMs - batch.oldestArrivalMs,
    newest_age_ms: nowMs - batch.newestArrivalMs,
    flush_lateness_ms: batch.flushLatenessMs,
    inference_elapsed_ms: nowMs - batch.startedMs,
    inflight_gateway_batches: 1,
    gateway_buffer_frames: bufferedFrames,
    inference_status: failure.status,
    retryable: ERROR_KINDS[failure.kind].retryable,
  });
}

/** The `error` for frames that the overflow policy dropped. */
function overflowMessage(
  dropped: DroppedFrames,
  bufferedFrames: number,
  nowMs: number,
  { frameBytes }: SessionSettings,
): string {
  const frames = dropped.newestFrameSeq - dropped.oldestFrameSeq + 1;
  return encodeError({
    type: "error",
    stage: "batch_flush",
    kind: "overflow",
    message: `dropped the oldest ${frames} frames: the buffer was full`,
    oldest_frame_seq: dropped.oldestFrameSeq,
    newest_frame_seq: dropped.newestFrameSeq,
    frames,
    audio_bytes: frames * frameBytes,
    oldest_age_ms: nowMs - dropped.oldestArrivalMs,
    newest_age_ms: nowMs - dropped.newestArrivalMs,
    flush_lateness_ms: 0,
    inference_elapsed_ms: null,
    inflight_gateway_batches: 0,
    gateway_buffer_frames: bufferedFrames,
    inference_status: null,
    retryable: ERROR_KINDS.overflow.retryable,
  });
}
