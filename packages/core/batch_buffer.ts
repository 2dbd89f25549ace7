import { FRAME_BYTES } from "@stt-bench/protocol";
import type { BatchLayout } from "./batch_layout.ts";

/**
 * Memory for up to `capacity` consecutive frames of one session, with the arrival time of each.
 *
 * Frames are written in place, one after another. Once the oldest is dropped the buffer is a ring,
 * and {@linkcode copyTo} puts it straight before it can be posted.
 *
 * Hot path: a frame costs two stores besides its own bytes, and no allocation.
 */
export class BatchBuffer {
  /** All of the memory, in the buffer's layout. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same memory in words of four bytes, for whoever writes a frame word by word. */
  readonly words: Uint32Array<ArrayBuffer>;
  /** Bytes of one frame. */
  readonly frameBytes: number;
  /** Frames that fit. */
  readonly capacity: number;
  readonly #layout: BatchLayout;
  readonly #arrivalMs: Float64Array;
  #oldest = 0;
  #frames = 0;

  /** Empty, with room for `capacity` frames where `layout` puts them. */
  constructor(capacity: number, layout: BatchLayout) {
    const words = Math.ceil(layout.byteLength(capacity) / 4);
    this.words = new Uint32Array(words);
    this.bytes = new Uint8Array(this.words.buffer);
    this.frameBytes = layout.frameBytes ?? FRAME_BYTES;
    this.capacity = capacity;
    this.#layout = layout;
    this.#arrivalMs = new Float64Array(capacity);
  }

  /** Frames in the buffer. */
  get frames(): number {
    return this.#frames;
  }

  /** Does no further frame fit? */
  get isFull(): boolean {
    return this.#frames === this.capacity;
  }

  /** Do the frames lie in order from the start of the memory? */
  get isStraight(): boolean {
    return this.#oldest === 0;
  }

  /** The part of {@linkcode bytes} that the frames take, once they are straight. */
  get used(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.#layout.byteLength(this.#frames));
  }

  /** Offset in {@linkcode bytes} at which the next frame's bytes belong. */
  get writeOffset(): number {
    return this.#layout.frameOffset(this.#slot(this.#frames));
  }

  /** Arrival time of the frame `index` places after the oldest. */
  arrivalMs(index: number): number {
    return this.#arrivalMs[this.#slot(index)]!;
  }

  /** Counts the frame that now stands at {@linkcode writeOffset}. The buffer must not be full. */
  commit(arrivalMs: number): void {
    this.#arrivalMs[this.#slot(this.#frames)] = arrivalMs;
    this.#frames++;
  }

  /** Forgets the oldest frame. The buffer must not be empty. */
  dropOldest(): void {
    this.#oldest = this.#slot(1);
    this.#frames--;
  }

  /** Forgets all frames. */
  clear(): void {
    this.#oldest = 0;
    this.#frames = 0;
  }

  /** Appends all frames to `target`, which must have room for them and the same layout. */
  copyTo(target: BatchBuffer): void {
    if (this.isStraight && target.frames === 0) {
      target.bytes.set(this.used);
    } else {
      this.#copyFrames(target);
    }
    for (let index = 0; index < this.#frames; index++) target.commit(this.arrivalMs(index));
  }

  #copyFrames(target: BatchBuffer): void {
    for (let index = 0; index < this.#frames; index++) {
      const from = this.#layout.frameOffset(this.#slot(index));
      const to = target.#layout.frameOffset(target.#slot(target.#frames + index));
      target.bytes.set(this.bytes.subarray(from, from + this.frameBytes), to);
    }
  }

  #slot(index: number): number {
    const slot = this.#oldest + index;
    return slot < this.capacity ? slot : slot - this.capacity;
  }
}
