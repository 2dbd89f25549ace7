import { computeAnswer, FRAME_BYTES } from "@stt-bench/protocol";
import type { ErrorMessage, PartialMessage } from "@stt-bench/protocol";

/** The frames that a gateway flushes at once. */
export interface TestBatch {
  readonly oldest: number;
  readonly newest: number;
  readonly samples: Int16Array;
}

/** The partial that a correct gateway answers, with some fields changed. */
export function partialOf(
  { oldest, newest, samples }: TestBatch,
  changes: Partial<Record<keyof PartialMessage, unknown>> = {},
): string {
  return JSON.stringify({
    type: "partial",
    oldest_frame_seq: oldest,
    newest_frame_seq: newest,
    frames: newest - oldest + 1,
    ...computeAnswer(samples, 1),
    cpu_passes: 1,
    model_delay_ms: 50,
    flush_lateness_ms: 0.25,
    inflight_model_jobs: 0,
    ...changes,
  });
}

/** The error that a correct gateway sends for a batch, with some fields changed. */
export function errorOf(
  { oldest, newest }: Pick<TestBatch, "oldest" | "newest">,
  changes: Partial<ErrorMessage> = {},
): string {
  return JSON.stringify(
    {
      type: "error",
      stage: "inference_request",
      kind: "http_5xx",
      message: "expected status 200, got 500",
      oldest_frame_seq: oldest,
      newest_frame_seq: newest,
      frames: newest - oldest + 1,
      audio_bytes: (newest - oldest + 1) * FRAME_BYTES,
      oldest_age_ms: 1000,
      newest_age_ms: 20,
      flush_lateness_ms: 0,
      inference_elapsed_ms: 50,
      inflight_gateway_batches: 1,
      gateway_buffer_frames: 0,
      inference_status: 500,
      retryable: true,
      ...changes,
    } satisfies ErrorMessage,
  );
}
