import { BatchBuffer } from "./batch_buffer.ts";
import type { BatchLayout } from "./batch_layout.ts";

/**
 * Buffers of a capacity that are kept for reuse even when few are in use: more than one tick takes.
 * With 16 a gateway of 1000 sessions made new ones in most ticks, and cost 240 µs per session-second
 * on Node in place of 140.
 */
const MIN_SPARE = 64;

/** One buffer in so many that are in use is kept spare. */
const IN_USE_PER_SPARE = 4;

/** Free buffers of one capacity. */
interface SizeClass {
  readonly capacity: number;
  readonly spare: BatchBuffer[];
  inUse: number;
}

/**
 * Batch buffers for reuse, in a few capacities: half of what an ordinary flush needs, and doublings
 * of that up to the most frames that a session may buffer. A session is half way between two flushes
 * on average: beginning with half a buffer saves a quarter of all buffers' memory, for one copy a
 * second.
 *
 * Few more than are in use are kept, so memory returns after a peak.
 */
export class BufferPool {
  readonly #layout: BatchLayout;
  readonly #classes: readonly SizeClass[];

  constructor(ordinaryFrames: number, maxFrames: number, layout: BatchLayout) {
    const capacities = [];
    const least = Math.ceil(ordinaryFrames / 2);
    for (let frames = least; frames < maxFrames; frames *= 2) capacities.push(frames);
    capacities.push(maxFrames);
    this.#layout = layout;
    this.#classes = capacities.map((capacity) => ({ capacity, spare: [], inUse: 0 }));
  }

  /** An empty buffer for more than `frames` frames, or undefined when that is over the maximum. */
  acquire(frames: number): BatchBuffer | undefined {
    const sizeClass = this.#classes.find(({ capacity }) => capacity > frames);
    if (sizeClass === undefined) return undefined;
    sizeClass.inUse++;
    return sizeClass.spare.pop() ?? new BatchBuffer(sizeClass.capacity, this.#layout);
  }

  /** An empty buffer of exactly the capacity of `buffer`. */
  acquireLike(buffer: BatchBuffer): BatchBuffer {
    return this.acquire(buffer.capacity - 1)!;
  }

  /** Takes a buffer back for reuse: nobody may read or write it any more. */
  release(buffer: BatchBuffer): void {
    const sizeClass = this.#leave(buffer);
    buffer.clear();
    sizeClass.spare.push(buffer);
    const most = Math.max(MIN_SPARE, Math.floor(sizeClass.inUse / IN_USE_PER_SPARE));
    if (sizeClass.spare.length > most) sizeClass.spare.length = most;
  }

  /** Gives a buffer up that somebody may still read: it is never used again. */
  abandon(buffer: BatchBuffer): void {
    this.#leave(buffer);
  }

  /** Buffers that are handed out. */
  get inUse(): number {
    return this.#classes.reduce((sum, sizeClass) => sum + sizeClass.inUse, 0);
  }

  /** Memory of the buffers that are handed out, filled or not. */
  get bytesInUse(): number {
    return this.#classes.reduce(
      (sum, { capacity, inUse }) => sum + inUse * this.#layout.byteLength(capacity),
      0,
    );
  }

  /** Buffers that wait for reuse. */
  get spare(): number {
    return this.#classes.reduce((sum, sizeClass) => sum + sizeClass.spare.length, 0);
  }

  #leave(buffer: BatchBuffer): SizeClass {
    const sizeClass = this.#classes.find(({ capacity }) => capacity === buffer.capacity)!;
    sizeClass.inUse--;
    return sizeClass;
  }
}
