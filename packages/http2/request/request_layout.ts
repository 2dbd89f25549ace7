/**
 * Hot path: {@linkcode RequestLayout.seal} writes some 100 bytes into a request of 32 kB and
 * allocates nothing.
 *
 * @module
 */
import { FRAME_HEADER_BYTES, FrameFlag, FrameType, MAX_FRAME_BYTES } from "../frame/frame.ts";
import { writeFrameHeader } from "../frame/frame.ts";
import { expectInteger } from "./expect_integer.ts";
import { RequestHeaders } from "./request_headers.ts";
import type { RequestHeadersOptions } from "./request_headers.ts";

/** A unit begins at a multiple of this, so that it can be written 32 bits at a time. */
const ALIGNMENT_BYTES = 4;

/** Bytes in DATA before its units: the frame's header and the length of its padding. */
const DATA_HEAD_BYTES = FRAME_HEADER_BYTES + 1;

/** Padding of each DATA but the last, so that the units of the next are aligned. */
const DATA_PADDING_BYTES = missing(DATA_HEAD_BYTES);

/** What all requests of a layout have in common. */
export interface RequestLayoutOptions extends RequestHeadersOptions {
  /** Bytes of one unit of the body; a multiple of 4. */
  readonly unitBytes: number;
  /** Units in one DATA frame; by default as many as any server takes. */
  readonly unitsPerFrame?: number;
}

/**
 * Where the units (frames of audio) of a body lie in memory that is the whole `POST` request: HEADERS,
 * then DATA frames with their headers in place. A body that is written into such memory needs no copy
 * on its way to the socket.
 *
 * | bytes     | what                                                                            |
 * | --------- | ------------------------------------------------------------------------------- |
 * | 10 + n    | HEADERS, PADDED so that what follows is aligned; a request without the optional |
 * |           | field has padding in its place                                                  |
 * | 10        | DATA's frame header, and the length of its padding                              |
 * | 25 × 640  | units, each at a multiple of 4                                                  |
 * | 2         | padding, so that the next DATA's units are aligned; the last DATA has none      |
 */
export class RequestLayout {
  /** Bytes of one unit of the body. */
  readonly unitBytes: number;
  readonly #unitsPerFrame: number;
  readonly #headers: RequestHeaders;
  /** From one DATA frame to the next. */
  readonly #strideBytes: number;

  /**
   * One layout serves all requests of a service.
   *
   * @throws {RangeError} when units would not be aligned or a frame would be too long.
   */
  constructor(options: RequestLayoutOptions) {
    const { unitBytes, unitsPerFrame } = options;
    const mostUnits = Math.floor((MAX_FRAME_BYTES - ALIGNMENT_BYTES) / unitBytes);
    this.unitBytes = expectInteger("unitBytes", unitBytes, MAX_FRAME_BYTES - ALIGNMENT_BYTES);
    if (unitBytes % ALIGNMENT_BYTES !== 0) {
      throw new RangeError(
        `Cannot lay out units: expected a multiple of 4, got ${unitBytes} bytes`,
      );
    }
    this.#unitsPerFrame = expectInteger("unitsPerFrame", unitsPerFrame ?? mostUnits, mostUnits);
    this.#headers = new RequestHeaders(options, ALIGNMENT_BYTES, DATA_HEAD_BYTES);
    this.#strideBytes = DATA_HEAD_BYTES + this.#unitsPerFrame * unitBytes + DATA_PADDING_BYTES;
  }

  /** Bytes of HEADERS, with which each request begins. */
  get headersBytes(): number {
    return this.#headers.byteLength;
  }

  /** Bytes of a request of `units` units. */
  byteLength(units: number): number {
    if (units === 0) return this.#headers.byteLength;
    const frames = Math.ceil(units / this.#unitsPerFrame);
    return this.#headers.byteLength + frames * DATA_HEAD_BYTES + (frames - 1) * DATA_PADDING_BYTES +
      units * this.unitBytes;
  }

  /** Offset of unit `index`, from 0: a multiple of 4. */
  frameOffset(index: number): number {
    const frame = Math.floor(index / this.#unitsPerFrame);
    return this.#headers.byteLength + frame * this.#strideBytes + DATA_HEAD_BYTES +
      (index - frame * this.#unitsPerFrame) * this.unitBytes;
  }

  /** What a request takes of the flow-control windows: its DATA, with the padding (RFC 9113 §6.9.1). */
  flowBytes(units: number): number {
    const frames = Math.ceil(units / this.#unitsPerFrame);
    return this.byteLength(units) - this.#headers.byteLength - frames * FRAME_HEADER_BYTES;
  }

  /**
   * May a request have this value of the optional field, or none?
   *
   * @throws {RangeError} when it may not.
   */
  checkFieldValue(value: string | undefined): void {
    this.#headers.checkFieldValue(value);
  }

  /**
   * Makes `bytes`, in which `units` units lie at their places, the request on stream `streamId`, with
   * `fieldValue` for the optional field. Returns its length.
   */
  seal(bytes: Uint8Array, units: number, streamId: number, fieldValue?: string): number {
    this.sealHeaders(bytes, units, streamId, fieldValue);
    let offset = this.#headers.byteLength;
    for (let left = units; left > 0; left -= this.#unitsPerFrame) {
      const bodyBytes = Math.min(left, this.#unitsPerFrame) * this.unitBytes;
      offset = sealData(bytes, offset, bodyBytes, left <= this.#unitsPerFrame, streamId);
    }
    return offset;
  }

  /** Writes HEADERS alone, for a body of `units` units. */
  sealHeaders(bytes: Uint8Array, units: number, streamId: number, fieldValue?: string): void {
    this.#headers.seal(bytes, streamId, units === 0, fieldValue);
  }

  /** Copies the body from its byte `start` into `target`, past whatever lies between its units. */
  copyBody(bytes: Uint8Array, start: number, target: Uint8Array): void {
    const perFrame = this.#unitsPerFrame * this.unitBytes;
    for (let done = 0; done < target.length;) {
      const at = start + done;
      const frame = Math.floor(at / perFrame);
      const length = Math.min((frame + 1) * perFrame - at, target.length - done);
      const offset = this.frameOffset(frame * this.#unitsPerFrame) + at - frame * perFrame;
      target.set(bytes.subarray(offset, offset + length), done);
      done += length;
    }
  }
}

/** Writes what is around the units of one DATA frame at `offset`; returns where the next begins. */
function sealData(
  bytes: Uint8Array,
  offset: number,
  bodyBytes: number,
  isLast: boolean,
  streamId: number,
): number {
  const padding = isLast ? 0 : DATA_PADDING_BYTES;
  const flags = FrameFlag.PADDED | (isLast ? FrameFlag.END_STREAM : 0);
  const bodyEnd = offset + DATA_HEAD_BYTES + bodyBytes;
  writeFrameHeader(bytes, offset, 1 + bodyBytes + padding, FrameType.DATA, flags, streamId);
  bytes[offset + FRAME_HEADER_BYTES] = padding;
  for (let i = 0; i < padding; i++) bytes[bodyEnd + i] = 0;
  return bodyEnd + padding;
}

/** Bytes that `length` lacks to a multiple of the alignment. */
function missing(length: number): number {
  return (ALIGNMENT_BYTES - length % ALIGNMENT_BYTES) % ALIGNMENT_BYTES;
}
