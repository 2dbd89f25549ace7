/**
 * Hot path: {@linkcode RequestHeaders.seal} copies some 100 bytes and allocates nothing.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { FRAME_HEADER_BYTES, FrameFlag, FrameType, MAX_FRAME_BYTES } from "../frame/frame.ts";
import { writeFrameHeader } from "../frame/frame.ts";
import { encodeFields } from "../hpack/encode_fields.ts";
import { expectInteger } from "./expect_integer.ts";

/** Bytes before the block: the frame's header and the length of its padding. */
const HEAD_BYTES = FRAME_HEADER_BYTES + 1;

/** The length of the padding is one byte. */
const MAX_PADDING_BYTES = 255;

/** A field that some requests have, each with a value of its own. */
export interface OptionalField {
  /** Its name in lower case. */
  readonly name: string;
  /** Length of each of its values, of one byte a character. */
  readonly valueBytes: number;
}

/** The fields of all requests. */
export interface RequestHeadersOptions {
  /** `host:port` of the service. */
  readonly authority: string;
  /** Path of the operation, with its query. */
  readonly path: string;
  /** Further fields, with names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** One field more, where a request has a value for it. */
  readonly optionalField?: OptionalField;
}

/**
 * HEADERS of a `POST`, the same for all requests but for the stream and the optional field.
 *
 * It is PADDED so that it has one length always: a request without the optional field has padding in
 * its place (zeros, RFC 9113 §6.2). No field enters the server's table, so that it can be said again.
 */
export class RequestHeaders {
  /** Bytes of the whole frame. */
  readonly byteLength: number;
  readonly #frame: Uint8Array;
  /** The same with the optional field, but for its value. */
  readonly #frameWithField: Uint8Array;
  readonly #valueOffset: number;
  readonly #valueBytes: number;

  /**
   * The frame and the `bytesBehind` it end at a multiple of `alignmentBytes`.
   *
   * @throws {RangeError} when the frame or the optional field would be too long.
   */
  constructor(options: RequestHeadersOptions, alignmentBytes: number, bytesBehind: number) {
    const fields = encodeCommonFields(options);
    const field = encodeOptionalField(options, MAX_PADDING_BYTES - alignmentBytes);
    const block = Buffer.concat([fields, field]);
    const end = HEAD_BYTES + block.length + bytesBehind;
    const byteLength = Math.ceil(end / alignmentBytes) * alignmentBytes - bytesBehind;
    expectInteger("the length of HEADERS", byteLength, MAX_FRAME_BYTES + FRAME_HEADER_BYTES);
    this.byteLength = byteLength;
    this.#frame = pad(fields, byteLength);
    this.#frameWithField = pad(block, byteLength);
    this.#valueBytes = options.optionalField?.valueBytes ?? 0;
    this.#valueOffset = HEAD_BYTES + block.length - this.#valueBytes;
  }

  /** See `RequestLayout.checkFieldValue`. */
  checkFieldValue(value: string | undefined): void {
    if (value === undefined || value.length === this.#valueBytes) return;
    const expected = `expected ${this.#valueBytes} bytes for the optional field`;
    throw new RangeError(`Cannot lay out a request: ${expected}, got ${value.length}`);
  }

  /** Writes the frame at the beginning of `bytes`. */
  seal(bytes: Uint8Array, streamId: number, endsStream: boolean, fieldValue?: string): void {
    const flags = FrameFlag.END_HEADERS | FrameFlag.PADDED |
      (endsStream ? FrameFlag.END_STREAM : 0);
    bytes.set(fieldValue === undefined ? this.#frame : this.#frameWithField);
    if (fieldValue !== undefined) writeText(bytes, this.#valueOffset, fieldValue);
    const payloadBytes = this.byteLength - FRAME_HEADER_BYTES;
    writeFrameHeader(bytes, 0, payloadBytes, FrameType.HEADERS, flags, streamId);
  }
}

function encodeCommonFields({ authority, path, headers = {} }: RequestHeadersOptions): Uint8Array {
  return encodeFields([
    [":method", "POST"],
    [":scheme", "http"],
    [":authority", authority],
    [":path", path],
    ...Object.entries(headers),
  ]);
}

/** The field with a value that is overwritten, or nothing. */
function encodeOptionalField(
  { optionalField }: RequestHeadersOptions,
  maxBytes: number,
): Uint8Array {
  if (optionalField === undefined) return new Uint8Array(0);
  const { name, valueBytes } = optionalField;
  const bytes = encodeFields([[name, " ".repeat(valueBytes)]]);
  expectInteger("the length of the optional field", bytes.length, maxBytes);
  return bytes;
}

/** A frame of `byteLength` bytes with `block`; the rest is padding. */
function pad(block: Uint8Array, byteLength: number): Uint8Array {
  const bytes = new Uint8Array(byteLength);
  bytes[FRAME_HEADER_BYTES] = byteLength - HEAD_BYTES - block.length;
  bytes.set(block, HEAD_BYTES);
  return bytes;
}

function writeText(bytes: Uint8Array, offset: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[offset + i] = text.charCodeAt(i);
}
