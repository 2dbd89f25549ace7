import type { InferenceAnswer } from "@stt-bench/protocol";
import type { BatchFacts, InferenceFailure } from "./ports.ts";

/** Consecutive frames that the overflow policy has dropped. */
export interface DroppedFrames {
  /** Sequence number of the first one. */
  readonly oldestFrameSeq: number;
  /** When it came, on the sessions' clock. */
  readonly oldestArrivalMs: number;
  /** Sequence number of the last one. */
  readonly newestFrameSeq: number;
  /** When that came. */
  readonly newestArrivalMs: number;
}

/**
 * What a gateway says of a session's frames, in the texts of one protocol: here the core ends. Each is
 * one message, sent in the order of the frames; none may throw. `wireMessages` are those of the project's
 * own protocol.
 */
export interface SessionMessages<Answer = InferenceAnswer> {
  /** A batch has its answer. */
  partial(batch: BatchFacts, answer: Answer): string;
  /** The model has not served a batch; `bufferedFrames` wait for the next one. */
  failure(
    batch: BatchFacts,
    failure: InferenceFailure,
    bufferedFrames: number,
    nowMs: number,
  ): string;
  /** Frames were dropped, right before the `bufferedFrames` that wait. */
  overflow(dropped: DroppedFrames, bufferedFrames: number, nowMs: number): string;
}
