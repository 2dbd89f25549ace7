import { BYTES_PER_SAMPLE } from "@stt-bench/protocol";

/** Bytes of a pooled body: twice the usual second of audio, so that it need not grow. */
const POOLED_BYTES = 65_536;

/** Free bodies that are kept; more than these would only be memory that a burst left behind. */
const MAX_FREE = 256;

/** The body of one request, contiguous and aligned for samples, whatever its chunks were. */
export class Body {
  #bytes = new Uint8Array(POOLED_BYTES);
  #length = 0;

  /** Bytes received. */
  get length(): number {
    return this.#length;
  }

  /** Memory held, in bytes. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** Copies `chunk` to the end; the memory doubles when it is full. */
  append(chunk: Uint8Array): void {
    const end = this.#length + chunk.length;
    if (end > this.#bytes.length) this.#grow(end);
    this.#bytes.set(chunk, this.#length);
    this.#length = end;
  }

  /** The body as samples: a view, valid until {@linkcode clear}. Its length must be even. */
  samples(): Int16Array {
    return new Int16Array(this.#bytes.buffer, 0, this.#length / BYTES_PER_SAMPLE);
  }

  /** Empties the body; its memory stays. */
  clear(): void {
    this.#length = 0;
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(Math.max(needed + (needed % 2), this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** Bodies that are used again, so that a request of the usual size allocates no buffer. */
export class BodyPool {
  readonly #free: Body[] = [];

  /** An empty body. */
  take(): Body {
    return this.#free.pop() ?? new Body();
  }

  /** Takes back a body; nobody may read it any more. One that has grown is left to the collector. */
  release(body: Body): void {
    if (body.capacity > POOLED_BYTES || this.#free.length >= MAX_FREE) return;
    body.clear();
    this.#free.push(body);
  }
}
