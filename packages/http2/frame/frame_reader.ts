/**
 * Hot path: frames that lie whole in what was read are looked at where they are; nothing is
 * allocated.
 *
 * @module
 */
import type { ConnectionError } from "../connection_error.ts";
import { ErrorCode } from "../error_code.ts";
import { FRAME_HEADER_BYTES, MAX_FRAME_BYTES, readUint24, readUint31 } from "./frame.ts";

/** Takes whole frames. */
export interface FrameSink {
  /**
   * A frame whose payload lies in `bytes` from `start` to `end`, during the call only. An error ends
   * the reading.
   */
  takeFrame(
    type: number,
    flags: number,
    streamId: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): ConnectionError | undefined;
}

/** The first three bytes of "HTTP/1.1 400 Bad Request", where the length of a frame is. */
const HTT = 0x48_54_54;

/**
 * Cuts a connection's bytes, which come in any pieces, into frames: RFC 9113 §4.1. At most one frame
 * is kept between reads, in memory of a fixed size.
 */
export class FrameReader {
  readonly #sink: FrameSink;
  /** The beginning of a frame whose end has not come. */
  readonly #carry = new Uint8Array(FRAME_HEADER_BYTES + MAX_FRAME_BYTES);
  #carried = 0;
  #error: ConnectionError | undefined;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** Reads on; what is wrong, if anything, ends the connection. */
  read(bytes: Uint8Array): ConnectionError | undefined {
    let offset = 0;
    while (this.#carried > 0 && offset < bytes.length) {
      offset = this.#complete(bytes, offset);
      if (this.#error !== undefined) return this.#error;
    }
    offset += this.#takeFrames(bytes, offset, bytes.length);
    if (this.#error === undefined) this.#keep(bytes, offset, bytes.length);
    return this.#error;
  }

  /** Carries as much as the frame's header, then the frame, lacks; takes the frame once whole. */
  #complete(bytes: Uint8Array, offset: number): number {
    const wanted = this.#carried < FRAME_HEADER_BYTES
      ? FRAME_HEADER_BYTES
      : FRAME_HEADER_BYTES + readUint24(this.#carry, 0);
    const end = Math.min(offset + wanted - this.#carried, bytes.length);
    this.#keep(bytes, offset, end);
    if (this.#takeFrames(this.#carry, 0, this.#carried) > 0) this.#carried = 0;
    return end;
  }

  /** Takes all frames that are whole from `start` on; returns how many bytes they had. */
  #takeFrames(bytes: Uint8Array, start: number, end: number): number {
    let offset = start;
    while (end - offset >= FRAME_HEADER_BYTES) {
      const length = readUint24(bytes, offset);
      if (length > MAX_FRAME_BYTES) {
        this.#error = tooLong(length);
        break;
      }
      const payload = offset + FRAME_HEADER_BYTES;
      if (length > end - payload) break;
      offset = payload + length;
      this.#error = this.#sink.takeFrame(
        bytes[payload - 6]!,
        bytes[payload - 5]!,
        readUint31(bytes, payload - 4),
        bytes,
        payload,
        offset,
      );
      if (this.#error !== undefined) break;
    }
    return offset - start;
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    if (start === end) return;
    this.#carry.set(bytes.subarray(start, end), this.#carried);
    this.#carried += end - start;
  }
}

function tooLong(length: number): ConnectionError {
  const what = length === HTT ? "something that begins with HTT, like HTTP/1" : `${length} bytes`;
  const message = `expected a frame of up to ${MAX_FRAME_BYTES} bytes, got ${what}`;
  return { code: ErrorCode.FRAME_SIZE_ERROR, message };
}
