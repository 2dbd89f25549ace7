import { computeAnswer, FRAME_BYTES, generatedPcm } from "@stt-bench/protocol";
import type { PartialMessage } from "@stt-bench/protocol";
import { demand, demandEqual } from "./violation.ts";

/** What the sender of the frames knows. */
export interface Sent {
  /** Session number of the generated audio. */
  readonly pcmSession: number;
  /** Frames sent so far. */
  readonly frames: number;
  /** Frames that partials have acknowledged so far. */
  readonly acknowledged: number;
}

/** Other languages may sum in another order: the last digits of `rms` are theirs. */
const RMS_TOLERANCE = 1e-9;

/**
 * Holds a partial's numbers against what was sent: the range goes on where the last one ended, the
 * counts agree with each other, and the answer is the one that the audio demands.
 *
 * @throws {Violation}
 */
export function checkPartial(partial: PartialMessage, sent: Sent): void {
  const { oldest_frame_seq: oldest, newest_frame_seq: newest } = partial;
  demandEqual("oldest_frame_seq", oldest, sent.acknowledged + 1);
  demand(newest >= oldest, `newest_frame_seq: expected ≥ ${oldest}, got ${newest}`);
  demand(newest <= sent.frames, `newest_frame_seq: expected ≤ ${sent.frames}, got ${newest}`);
  demandEqual("frames", partial.frames, newest - oldest + 1);
  demandEqual("audio_bytes", partial.audio_bytes, partial.frames * FRAME_BYTES);
  demandEqual("inflight_model_jobs", partial.inflight_model_jobs, 0);
  demandEqual(
    "flush_lateness_ms in three decimals",
    partial.flush_lateness_ms,
    Number(partial.flush_lateness_ms.toFixed(3)),
  );
  const samples = generatedPcm(sent.pcmSession, oldest, newest);
  const { rms, ...answer } = computeAnswer(samples, partial.cpu_passes);
  for (const key of Object.keys(answer) as (keyof typeof answer)[]) {
    demandEqual(`${key} of frames ${oldest}–${newest}`, partial[key], answer[key]);
  }
  demand(
    Math.abs(partial.rms - rms) <= RMS_TOLERANCE * Math.max(1, rms),
    `rms of frames ${oldest}–${newest}: expected ${rms}, got ${partial.rms}`,
  );
}
