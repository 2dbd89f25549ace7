import { computeAnswer } from "@stt-bench/protocol";
import type { InferenceAnswer } from "@stt-bench/protocol";

/** Where answers are computed. */
export interface Compute {
  /** Computes one answer and calls `done`, perhaps before it returns. Reads `samples` only until it returns. */
  run(samples: Int16Array, cpuPasses: number, done: (answer: InferenceAnswer) => void): void;
  /** Ends threads, where there are any; what they were computing is lost. */
  close(): Promise<void>;
}

/** Computes on the event loop: the cheapest way for one core. */
export const computeInline: Compute = {
  run: (samples, cpuPasses, done) => done(computeAnswer(samples, cpuPasses)),
  close: () => Promise.resolve(),
};
