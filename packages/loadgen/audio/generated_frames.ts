import {
  GENERATED_PERIOD_SAMPLES,
  generatedFrameAt,
  generatedFramePosition,
  generatedPcm,
  SAMPLES_PER_FRAME,
} from "@stt-bench/protocol";
import { wireFrames } from "./frame_source.ts";
import type { FrameSource } from "./frame_source.ts";

/** The generated audio of the protocol: one frame for each of the 20 000 samples that it repeats after. */
export function generatedFrames(): FrameSource {
  return {
    frames: wireFrames(GENERATED_PERIOD_SAMPLES, generatedFrameAt),
    stride: SAMPLES_PER_FRAME,
    firstIndex: (session) => generatedFramePosition(session, 1),
    samples: generatedPcm,
  };
}
