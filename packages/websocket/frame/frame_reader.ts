import {
  headerBytesAt,
  isFinalAt,
  KEY_BYTES,
  MAX_CONTROL_BYTES,
  opcodeAt,
  openingBytesAt,
  payloadBytesAt,
  startViolation,
} from "./frame_header.ts";
import { copyMasked, keyAfter, readKey } from "./masking_key.ts";
import { MessageAssembler } from "./message_assembler.ts";
import { isControl } from "./opcode.ts";
import type { MessageOpcode } from "./opcode.ts";
import type { Violation } from "./violation.ts";

/** Hears of what a {@linkcode FrameReader} reads. */
export interface FrameHandler {
  /** A whole message, valid during the call. */
  message(opcode: MessageOpcode, message: Uint8Array): void;
  /** A control frame's payload, valid during the call. */
  control(opcode: number, payload: Uint8Array): void;
  /** The peer broke the protocol or a limit: the reader must not be used any more. */
  violated(violation: Violation): void;
}

/** No frame begins in the middle of a control frame, so one place serves all connections. */
const controlPayload = new Uint8Array(MAX_CONTROL_BYTES);

/** The longest control frame; a data frame is held only until its header is whole. */
const HELD_BYTES = 2 + KEY_BYTES + MAX_CONTROL_BYTES;

/**
 * Reads frames from bytes that come in any pieces: the complete path (RFC 6455 §5).
 *
 * What opens a frame (its header, and all of a control frame) is held until it's whole; the rest of
 * a data frame goes on to the message as it comes.
 */
export class FrameReader {
  readonly #handler: FrameHandler;
  /** Must frames be masked? */
  readonly #masked: boolean;
  readonly #message: MessageAssembler;
  #held: Uint8Array | undefined;
  #heldBytes = 0;
  /** Bytes of the data frame's payload that are yet to come. */
  #missingBytes = 0;
  #isFinal = false;
  #key = 0;

  /** `masked` says whether frames must be masked: a client's must, a server's must not. */
  constructor(masked: boolean, maxMessageBytes: number, handler: FrameHandler) {
    this.#masked = masked;
    this.#message = new MessageAssembler(maxMessageBytes);
    this.#handler = handler;
  }

  /** Does a new message begin with the next byte, unless a control frame does? */
  get isIdle(): boolean {
    return this.#held === undefined && this.#message.opcode === undefined;
  }

  /** Reads `chunk` from `offset` on, at most to the end of a frame; returns how far it came. */
  read(chunk: Uint8Array, offset: number): number {
    if (this.#missingBytes > 0) return this.#readPayload(chunk, offset);
    if (this.#held !== undefined) return this.#hold(this.#held, chunk, offset);
    const available = chunk.length - offset;
    if (this.#breaksAtStart(chunk, offset, available)) return chunk.length;
    if (available >= openingBytesAt(chunk, offset, available)) {
      return this.#open(chunk, offset, chunk.length);
    }
    return this.#hold(this.#held = new Uint8Array(HELD_BYTES), chunk, offset);
  }

  #hold(held: Uint8Array, chunk: Uint8Array, offset: number): number {
    let at = offset;
    while (at < chunk.length) {
      held[this.#heldBytes++] = chunk[at++]!;
      if (this.#breaksAtStart(held, 0, this.#heldBytes)) return chunk.length;
      if (this.#heldBytes === openingBytesAt(held, 0, this.#heldBytes)) {
        this.#held = undefined;
        this.#open(held, 0, this.#heldBytes);
        this.#heldBytes = 0;
        return at;
      }
    }
    return at;
  }

  #breaksAtStart(bytes: Uint8Array, at: number, available: number): boolean {
    if (available < 2) return false;
    const violation = startViolation(bytes[at]!, bytes[at + 1]!, this.#masked);
    if (violation !== undefined) this.#handler.violated(violation);
    return violation !== undefined;
  }

  /** Takes what opens a frame, which is whole; returns its end. */
  #open(bytes: Uint8Array, at: number, end: number): number {
    const payloadStart = at + headerBytesAt(bytes, at);
    this.#key = this.#masked ? readKey(bytes, payloadStart - KEY_BYTES) : 0;
    const payloadBytes = payloadBytesAt(bytes, at);
    if (typeof payloadBytes !== "number") {
      this.#handler.violated(payloadBytes);
      return end;
    }
    const opcode = opcodeAt(bytes, at);
    if (isControl(opcode)) {
      copyMasked(bytes, payloadStart, payloadStart + payloadBytes, controlPayload, 0, this.#key);
      this.#handler.control(opcode, controlPayload.subarray(0, payloadBytes));
      return payloadStart + payloadBytes;
    }
    this.#isFinal = isFinalAt(bytes, at);
    this.#missingBytes = payloadBytes;
    const available = end - payloadStart;
    const violation = this.#message.begin(opcode, this.#isFinal, payloadBytes, available);
    if (violation !== undefined) this.#handler.violated(violation);
    else if (payloadBytes === 0) this.#endFrame();
    return payloadStart;
  }

  #readPayload(chunk: Uint8Array, offset: number): number {
    const end = Math.min(chunk.length, offset + this.#missingBytes);
    const violation = this.#message.append(chunk, offset, end, this.#key);
    this.#missingBytes -= end - offset;
    this.#key = keyAfter(end - offset, this.#key);
    if (violation !== undefined) this.#handler.violated(violation);
    else if (this.#missingBytes === 0) this.#endFrame();
    return end;
  }

  #endFrame(): void {
    if (!this.#isFinal) return;
    const opcode = this.#message.opcode!;
    const message = this.#message.finish();
    if (message instanceof Uint8Array) this.#handler.message(opcode, message);
    else this.#handler.violated(message);
  }
}
