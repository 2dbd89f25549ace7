import { computeAnswer, ERROR_KINDS, FRAME_BYTES, generatedPcm } from "@stt-bench/protocol";
import type { ErrorMessage, PartialMessage, ServerMessage } from "@stt-bench/protocol";
import { demand, demandEqual } from "./violation.ts";

/** What the sender of the frames knows. */
export interface Sent {
  /** Session number of the generated audio. */
  readonly pcmSession: number;
  /** Frames sent so far. */
  readonly frames: number;
  /** Frames that messages have settled so far, one way or the other. */
  readonly settled: number;
  /** Time since the first flush was due. */
  readonly sinceFirstDueMs: number;
}

/** Timers fire up to a millisecond early, and clocks are rounded. */
const CLOCK_TOLERANCE_MS = 3;

/** Other languages may sum in another order: the last digits of `rms` are theirs. */
const RMS_TOLERANCE = 1e-9;

/**
 * Holds a message's numbers against what was sent: its range goes on where the last one ended, its
 * counts agree with each other, and a partial's answer is the one that the audio demands.
 *
 * @throws {Violation}
 */
export function checkMessage(message: ServerMessage, sent: Sent): void {
  const { oldest_frame_seq: oldest, newest_frame_seq: newest } = message;
  demandEqual("oldest_frame_seq", oldest, sent.settled + 1);
  demand(newest >= oldest, `newest_frame_seq: expected ≥ ${oldest}, got ${newest}`);
  demand(newest <= sent.frames, `newest_frame_seq: expected ≤ ${sent.frames}, got ${newest}`);
  demandEqual("frames", message.frames, newest - oldest + 1);
  demandEqual("audio_bytes", message.audio_bytes, message.frames * FRAME_BYTES);
  if (message.type === "partial") checkPartial(message, sent);
  else checkError(message, sent);
}

function checkPartial(partial: PartialMessage, { pcmSession, sinceFirstDueMs }: Sent): void {
  const { oldest_frame_seq: oldest, newest_frame_seq: newest } = partial;
  demand(
    sinceFirstDueMs >= -CLOCK_TOLERANCE_MS,
    `Expected a partial after the first due time, got one ${-sinceFirstDueMs} ms before it`,
  );
  const lateness = partial.flush_lateness_ms;
  demand(
    lateness <= sinceFirstDueMs + CLOCK_TOLERANCE_MS,
    `flush_lateness_ms: expected ≤ ${sinceFirstDueMs}, the time since the first due time, got ${lateness}`,
  );
  const rounded = Number(lateness.toFixed(3));
  demandEqual("flush_lateness_ms in three decimals", lateness, rounded);
  demandEqual("inflight_model_jobs", partial.inflight_model_jobs, 0);
  const samples = generatedPcm(pcmSession, oldest, newest);
  // Before the passes are made: there may be billions of them in a message that is wrong.
  demandEqual("samples", partial.samples, samples.length * partial.cpu_passes);
  const { rms, ...answer } = computeAnswer(samples, partial.cpu_passes);
  for (const key of Object.keys(answer) as (keyof typeof answer)[]) {
    demandEqual(`${key} of frames ${oldest}–${newest}`, partial[key], answer[key]);
  }
  demand(
    Math.abs(partial.rms - rms) <= RMS_TOLERANCE * Math.max(1, rms),
    `rms of frames ${oldest}–${newest}: expected ${rms}, got ${partial.rms}`,
  );
}

function checkError(error: ErrorMessage, { frames }: Sent): void {
  const { stage, retryable } = ERROR_KINDS[error.kind];
  demandEqual(`stage of ${error.kind}`, error.stage, stage);
  demandEqual(`retryable of ${error.kind}`, error.retryable, retryable);
  demand(error.message !== "", "message: expected some text, got none");
  const { oldest_age_ms: oldest, newest_age_ms: newest } = error;
  demand(oldest >= newest, `oldest_age_ms: expected ≥ newest_age_ms, ${newest}, got ${oldest}`);
  const behind = frames - error.newest_frame_seq;
  const { gateway_buffer_frames: buffered } = error;
  demand(buffered <= behind, `gateway_buffer_frames: expected ≤ ${behind}, got ${buffered}`);
  const isOverflow = error.kind === "overflow";
  demandEqual("inflight_gateway_batches", error.inflight_gateway_batches, isOverflow ? 0 : 1);
  demandEqual("inference_elapsed_ms is null", error.inference_elapsed_ms === null, isOverflow);
  if (isOverflow) demandEqual("inference_status", error.inference_status, null);
}
