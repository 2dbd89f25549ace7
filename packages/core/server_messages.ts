import { encodeError, encodePartial, ERROR_KINDS, FRAME_BYTES } from "@stt-bench/protocol";
import type { InferenceAnswer } from "@stt-bench/protocol";
import type { FlushedBatch } from "./flushed_batch.ts";
import type { DroppedRange } from "./input_buffer.ts";
import type { InferenceFailure } from "./ports.ts";
import type { SessionSettings } from "./session_settings.ts";

/** Longest `message` of an error, in UTF-16 units: it may quote what a foreign server sent. */
const MAX_MESSAGE_LENGTH = 512;

/** The `partial` that answers `batch`. */
export function partialMessage(
  batch: FlushedBatch,
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
export function failureMessage(
  batch: FlushedBatch,
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
export function overflowMessage(
  dropped: DroppedRange,
  bufferedFrames: number,
  nowMs: number,
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
    audio_bytes: frames * FRAME_BYTES,
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
