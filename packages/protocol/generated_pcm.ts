import { SAMPLES_PER_FRAME } from "./audio_format.ts";

/** Sample positions after which the generated audio repeats. */
export const GENERATED_PERIOD_SAMPLES = 20_000;

/**
 * One period of the generated audio plus one frame, so that a frame may start at any position `p`:
 * sample `i` of it is `period[p + i]`. Value: `(p·17 mod 20000) − 10000`.
 */
const period = Int16Array.from(
  { length: GENERATED_PERIOD_SAMPLES + SAMPLES_PER_FRAME },
  (_, position) => ((position * 17) % GENERATED_PERIOD_SAMPLES) - 10_000,
);

/** Where in the period a frame starts, 0 … 19999. `session` from 0, `seq` from 1. */
export function generatedFramePosition(session: number, seq: number): number {
  return (seq * SAMPLES_PER_FRAME + session) % GENERATED_PERIOD_SAMPLES;
}

/** The 320 samples of the generated frame that starts at `position`: a view, not to be written to. */
export function generatedFrameAt(position: number): Int16Array {
  return period.subarray(position, position + SAMPLES_PER_FRAME);
}

/** The samples of frames `firstSeq … lastSeq` of `session`, contiguous. */
export function generatedPcm(
  session: number,
  firstSeq: number,
  lastSeq: number,
): Int16Array<ArrayBuffer> {
  const samples = new Int16Array((lastSeq - firstSeq + 1) * SAMPLES_PER_FRAME);
  for (let seq = firstSeq; seq <= lastSeq; seq++) {
    const frame = generatedFrameAt(generatedFramePosition(session, seq));
    samples.set(frame, (seq - firstSeq) * SAMPLES_PER_FRAME);
  }
  return samples;
}
