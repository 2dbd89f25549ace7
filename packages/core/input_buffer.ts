import type { BatchBuffer } from "./batch_buffer.ts";
import type { BufferPool } from "./buffer_pool.ts";
import { FlushedBatch } from "./flushed_batch.ts";
import type { Flush } from "./flushed_batch.ts";
import type { DroppedFrames } from "./session_messages.ts";

/** Frames that were dropped, while more may follow. */
interface DroppedRange extends DroppedFrames {
  newestFrameSeq: number;
  newestArrivalMs: number;
}

/**
 * One session's frames between two flushes: bounded, contiguous, in memory from a shared pool that
 * it holds only while there are frames.
 *
 * Hot path: {@linkcode reserve} and {@linkcode commit} allocate nothing, except once per batch.
 */
export class InputBuffer {
  readonly #pool: BufferPool;
  readonly #maxFrames: number;
  #buffer: BatchBuffer | undefined;
  #received = 0;
  #dropped: DroppedRange | undefined;

  /** `maxFrames` bounds the frames that wait here. */
  constructor(pool: BufferPool, maxFrames: number) {
    this.#pool = pool;
    this.#maxFrames = maxFrames;
  }

  /** Frames accepted so far: also the sequence number of the newest one. */
  get received(): number {
    return this.#received;
  }

  /** Frames that wait. */
  get frames(): number {
    return this.#buffer?.frames ?? 0;
  }

  /** Do as many frames wait as may? */
  get isFull(): boolean {
    return this.frames === this.#maxFrames;
  }

  /** Frames dropped since {@linkcode forgetDropped}. They come right before those that wait. */
  get dropped(): DroppedFrames | undefined {
    return this.#dropped;
  }

  /** Room for one more frame: its bytes belong at `writeOffset`, then {@linkcode commit}. */
  reserve(): BatchBuffer {
    const buffer = this.#buffer ??= this.#pool.acquire(0)!;
    if (!buffer.isFull) return buffer;
    const larger = this.#pool.acquire(buffer.frames);
    if (larger === undefined) throw new RangeError("Cannot reserve a frame: the buffer is full");
    this.#moveTo(larger);
    return larger;
  }

  /** Counts the frame written into the reserved room. */
  commit(arrivalMs: number): void {
    this.#buffer!.commit(arrivalMs);
    this.#received++;
  }

  /** Drops the oldest frame that waits. */
  dropOldest(): void {
    const buffer = this.#buffer!;
    const seq = this.#received - buffer.frames + 1;
    const arrivalMs = buffer.arrivalMs(0);
    buffer.dropOldest();
    this.#dropped ??= {
      oldestFrameSeq: seq,
      oldestArrivalMs: arrivalMs,
      newestFrameSeq: seq,
      newestArrivalMs: arrivalMs,
    };
    this.#dropped.newestFrameSeq = seq;
    this.#dropped.newestArrivalMs = arrivalMs;
  }

  /** The dropped frames have been reported. */
  forgetDropped(): void {
    this.#dropped = undefined;
  }

  /** Takes everything that waits as one batch, or undefined when nothing does. */
  take(flush: Flush): FlushedBatch | undefined {
    if (this.frames === 0) return undefined;
    if (!this.#buffer!.isStraight) this.#moveTo(this.#pool.acquireLike(this.#buffer!));
    const buffer = this.#buffer!;
    this.#buffer = undefined;
    return new FlushedBatch(buffer, this.#received - buffer.frames + 1, flush);
  }

  /** Gives the memory back. Frames that waited are gone; what was dropped is forgotten. */
  discard(): void {
    if (this.#buffer !== undefined) this.#pool.release(this.#buffer);
    this.#buffer = undefined;
    this.#dropped = undefined;
  }

  #moveTo(target: BatchBuffer): void {
    this.#buffer!.copyTo(target);
    this.#pool.release(this.#buffer!);
    this.#buffer = target;
  }
}
