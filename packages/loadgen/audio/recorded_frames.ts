import { SAMPLES_PER_FRAME } from "@stt-bench/protocol";
import { spread } from "../spread.ts";
import { wireFrames } from "./frame_source.ts";
import type { FrameSource } from "./frame_source.ts";

/**
 * A recording, looped, with the sessions spread over it. The loop is rounded up to whole frames
 * with silence, so that it repeats after as many frames as it is long.
 */
export function recordedFrames(recording: Int16Array): FrameSource {
  const count = Math.max(1, Math.ceil(recording.length / SAMPLES_PER_FRAME));
  const loop = new Int16Array(count * SAMPLES_PER_FRAME);
  loop.set(recording);
  const frameAt = (index: number) =>
    loop.subarray(index * SAMPLES_PER_FRAME, (index + 1) * SAMPLES_PER_FRAME);
  const firstIndex = (session: number) => Math.floor(spread(session) * count);
  return {
    frames: wireFrames(count, frameAt),
    stride: 1,
    firstIndex,
    samples(session, firstSeq, lastSeq) {
      const samples = new Int16Array((lastSeq - firstSeq + 1) * SAMPLES_PER_FRAME);
      for (let seq = firstSeq; seq <= lastSeq; seq++) {
        const frame = frameAt((firstIndex(session) + seq - 1) % count);
        samples.set(frame, (seq - firstSeq) * SAMPLES_PER_FRAME);
      }
      return samples;
    },
  };
}
