// Hot path: a text message allocates the view that is written, and what `encodeInto` returns.
import { headerBytesFor, KEY_BYTES, MAX_HEADER_BYTES, writeHeader } from "./frame_header.ts";
import { copyMasked, writeKey } from "./masking_key.ts";
import { Opcode } from "./opcode.ts";

/** A frame in the making: its payload has a place of its own, so that its header can come last. */
interface FrameMemory {
  readonly bytes: Uint8Array;
  /** The part of `bytes` behind the longest header. */
  readonly payload: Uint8Array;
}

/** A UTF-16 code unit takes at most three bytes in UTF-8. */
const MAX_BYTES_PER_CODE_UNIT = 3;

const encoder = new TextEncoder();

/** One frame at a time is made here, for all connections. */
const shared = allocate(16_384);

/** Writes one connection's frames, each a whole message or a control frame. */
export class FrameWriter {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #nextKey: (() => number) | undefined;

  /**
   * `write` gets each frame, valid during the call. `nextKey` gives each frame's masking key, for a
   * client; undefined leaves frames unmasked, as a server must.
   */
  constructor(write: (bytes: Uint8Array) => void, nextKey: (() => number) | undefined) {
    this.#write = write;
    this.#nextKey = nextKey;
  }

  /** Writes a text message; lone surrogates become U+FFFD. */
  text(message: string): void {
    const memory = memoryFor(message.length * MAX_BYTES_PER_CODE_UNIT);
    this.#finish(memory, Opcode.text, encoder.encodeInto(message, memory.payload).written);
  }

  /** Writes a frame of `payload`, which is left as it is. */
  frame(opcode: Opcode, payload: Uint8Array): void {
    const memory = memoryFor(payload.length);
    memory.payload.set(payload);
    this.#finish(memory, opcode, payload.length);
  }

  #finish({ bytes, payload }: FrameMemory, opcode: Opcode, payloadBytes: number): void {
    const masked = this.#nextKey !== undefined;
    const start = MAX_HEADER_BYTES - headerBytesFor(payloadBytes, masked);
    writeHeader(bytes, start, opcode, payloadBytes, masked);
    if (this.#nextKey !== undefined) {
      const key = this.#nextKey();
      writeKey(bytes, MAX_HEADER_BYTES - KEY_BYTES, key);
      copyMasked(payload, 0, payloadBytes, payload, 0, key);
    }
    this.#write(bytes.subarray(start, MAX_HEADER_BYTES + payloadBytes));
  }
}

function memoryFor(payloadBytes: number): FrameMemory {
  return payloadBytes <= shared.payload.length ? shared : allocate(MAX_HEADER_BYTES + payloadBytes);
}

function allocate(byteCount: number): FrameMemory {
  const bytes = new Uint8Array(byteCount);
  return { bytes, payload: bytes.subarray(MAX_HEADER_BYTES) };
}
