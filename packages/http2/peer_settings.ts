import type { ConnectionError } from "./connection_error.ts";
import { ErrorCode } from "./error_code.ts";
import { DEFAULT_WINDOW_BYTES, MAX_31_BITS, MAX_FRAME_BYTES, Setting } from "./frame/frame.ts";
import { readUint32 } from "./frame/frame.ts";

const MAX_24_BITS = 2 ** 24 - 1;

/** What the legal values of a parameter are, and the error that others are: RFC 9113 §6.5.2. */
interface Rule {
  readonly min: number;
  readonly max: number;
  readonly code: ErrorCode;
}

const { PROTOCOL_ERROR, FLOW_CONTROL_ERROR } = ErrorCode;

const rules: Readonly<Record<number, Rule>> = {
  // A server must not set it at all.
  [Setting.ENABLE_PUSH]: { min: 0, max: 0, code: PROTOCOL_ERROR },
  [Setting.INITIAL_WINDOW_SIZE]: { min: 0, max: MAX_31_BITS, code: FLOW_CONTROL_ERROR },
  [Setting.MAX_FRAME_SIZE]: { min: MAX_FRAME_BYTES, max: MAX_24_BITS, code: PROTOCOL_ERROR },
};

/**
 * The server's SETTINGS, as far as they matter to this client: its frames are never longer than what
 * every server takes, it has no use for a table of the server's, and its header block is small.
 */
export class PeerSettings {
  #maxConcurrentStreams = Infinity;
  #initialWindowBytes = DEFAULT_WINDOW_BYTES;

  /** Streams that may be open at a time. */
  get maxConcurrentStreams(): number {
    return this.#maxConcurrentStreams;
  }

  /** Window of a new stream. */
  get initialWindowBytes(): number {
    return this.#initialWindowBytes;
  }

  /** Takes the payload of one SETTINGS frame, a multiple of six bytes. */
  read(bytes: Uint8Array, start: number, end: number): ConnectionError | undefined {
    for (let offset = start; offset < end; offset += 6) {
      const identifier = bytes[offset]! << 8 | bytes[offset + 1]!;
      const value = readUint32(bytes, offset + 2);
      const rule = rules[identifier];
      if (rule !== undefined && (value < rule.min || value > rule.max)) {
        const message =
          `expected parameter ${identifier} of SETTINGS in ${rule.min}–${rule.max}, ` +
          `got ${value}`;
        return { code: rule.code, message };
      }
      if (identifier === Setting.MAX_CONCURRENT_STREAMS) this.#maxConcurrentStreams = value;
      if (identifier === Setting.INITIAL_WINDOW_SIZE) this.#initialWindowBytes = value;
    }
    return undefined;
  }
}
