import type { BatchBuffer } from "./batch_buffer.ts";
import type { Batch, BatchFacts } from "./ports.ts";

/** Whose, when, how late, and in which trace a flush took its batch. */
export interface Flush {
  readonly sessionId: number;
  readonly startedMs: number;
  readonly flushLatenessMs: number;
  readonly traceparent: string | undefined;
}

/** All frames that a flush has taken out of a session's input buffer, with their memory. */
export class FlushedBatch implements Batch, BatchFacts {
  /** The memory, to be given back to the pool once the batch is answered. */
  readonly buffer: BatchBuffer;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sessionId: number;
  readonly frames: number;
  readonly oldestFrameSeq: number;
  readonly oldestArrivalMs: number;
  readonly newestArrivalMs: number;
  readonly startedMs: number;
  readonly flushLatenessMs: number;
  readonly traceparent: string | undefined;

  constructor(buffer: BatchBuffer, oldestFrameSeq: number, flush: Flush) {
    const { frames } = buffer;
    this.buffer = buffer;
    this.bytes = buffer.used;
    this.sessionId = flush.sessionId;
    this.frames = frames;
    this.oldestFrameSeq = oldestFrameSeq;
    this.oldestArrivalMs = buffer.arrivalMs(0);
    this.newestArrivalMs = buffer.arrivalMs(frames - 1);
    this.startedMs = flush.startedMs;
    this.flushLatenessMs = flush.flushLatenessMs;
    this.traceparent = flush.traceparent;
  }

  get audioBytes(): number {
    return this.frames * this.buffer.frameBytes;
  }

  get newestFrameSeq(): number {
    return this.oldestFrameSeq + this.frames - 1;
  }
}
