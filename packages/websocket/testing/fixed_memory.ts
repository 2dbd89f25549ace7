import type { FixedFrameRoom, FixedFrameSink } from "../frame/fixed_frames.ts";

/** Memory for payloads of one size, as a gateway's batch buffer is. */
export class FixedMemory implements FixedFrameSink, FixedFrameRoom {
  readonly payloadBytes: number;
  readonly words: Uint32Array;
  writeOffset = 0;
  /** Payloads that came. */
  committed = 0;
  readonly #capacity: number;

  constructor(payloadBytes: number, capacity: number) {
    this.payloadBytes = payloadBytes;
    this.words = new Uint32Array(payloadBytes * capacity / 4);
    this.#capacity = capacity;
  }

  /** The payloads that came, in order. */
  get payloads(): Uint8Array[] {
    const bytes = new Uint8Array(this.words.buffer);
    return Array.from({ length: this.committed }, (_, i) => {
      return bytes.slice(i * this.payloadBytes, (i + 1) * this.payloadBytes);
    });
  }

  reserve(): FixedFrameRoom | undefined {
    return this.committed < this.#capacity ? this : undefined;
  }

  commit(): void {
    this.committed++;
    this.writeOffset += this.payloadBytes;
  }
}
