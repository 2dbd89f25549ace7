import { copyMasked } from "./masking_key.ts";
import { Opcode } from "./opcode.ts";
import type { MessageOpcode } from "./opcode.ts";
import { UTF8_COMPLETE, UTF8_INVALID, validateUtf8 } from "./validate_utf8.ts";
import { violations } from "./violation.ts";
import type { Violation } from "./violation.ts";

/** Empty frames that a message may have: they add nothing, so no limit of bytes ends them. */
const MAX_EMPTY_FRAMES = 128;

/** A message that fits and lies whole in one chunk is unmasked here, for all connections. */
const shared = new Uint8Array(16_384);

const NO_MEMORY = new Uint8Array(0);

/**
 * Puts one connection's messages together from the payloads of their frames (RFC 6455 §5.4), and
 * validates text as it comes.
 *
 * It has memory of its own only while a message is incomplete: what a single frame announces, or at
 * most twice what fragments come to, and never more than the limit.
 */
export class MessageAssembler {
  readonly #maxBytes: number;
  #opcode: MessageOpcode | undefined;
  #memory = NO_MEMORY;
  #length = 0;
  #emptyFrames = 0;
  #utf8 = UTF8_COMPLETE;

  /** `maxBytes` bounds a message, all of its fragments together. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What the message that has begun is; undefined between two messages. */
  get opcode(): MessageOpcode | undefined {
    return this.#opcode;
  }

  /** A data frame begins, with `availableBytes` of its `payloadBytes` (or more) in this chunk. */
  begin(
    opcode: number,
    isFinal: boolean,
    payloadBytes: number,
    availableBytes: number,
  ): Violation | undefined {
    const isFirst = opcode !== Opcode.continuation;
    if (isFirst && this.#opcode !== undefined) return violations.messageInMessage;
    if (!isFirst && this.#opcode === undefined) return violations.nothingToContinue;
    if (this.#length + payloadBytes > this.#maxBytes) return violations.messageTooBig;
    if (payloadBytes === 0 && ++this.#emptyFrames > MAX_EMPTY_FRAMES) return violations.emptyFrames;
    if (isFirst) {
      this.#opcode = opcode as MessageOpcode;
      const isWhole = isFinal && payloadBytes <= availableBytes;
      if (isWhole && payloadBytes <= shared.length) this.#memory = shared;
    }
    this.#reserve(this.#length + payloadBytes);
    return undefined;
  }

  /** More of the frame's payload has come: `source[start, end)`, masked by `key`. */
  append(source: Uint8Array, start: number, end: number, key: number): Violation | undefined {
    const at = this.#length;
    this.#length += end - start;
    copyMasked(source, start, end, this.#memory, at, key);
    if (this.#opcode !== Opcode.text) return undefined;
    this.#utf8 = validateUtf8(this.#utf8, this.#memory, at, this.#length);
    return this.#utf8 === UTF8_INVALID ? violations.text : undefined;
  }

  /** The message's last frame is through: returns it, valid until the next one, and forgets it. */
  finish(): Uint8Array | Violation {
    if (this.#utf8 !== UTF8_COMPLETE) return violations.text;
    const message = this.#memory.subarray(0, this.#length);
    this.#opcode = undefined;
    this.#memory = NO_MEMORY;
    this.#length = 0;
    this.#emptyFrames = 0;
    return message;
  }

  #reserve(byteCount: number): void {
    const { length } = this.#memory;
    if (length >= byteCount) return;
    const grown = new Uint8Array(
      length === 0 ? byteCount : Math.min(2 * byteCount, this.#maxBytes),
    );
    grown.set(this.#memory);
    this.#memory = grown;
  }
}
