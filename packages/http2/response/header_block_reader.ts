import type { ConnectionError } from "../connection_error.ts";
import { copyBytes } from "../copy_bytes.ts";
import { ErrorCode } from "../error_code.ts";
import { HpackDecoder } from "../hpack/hpack_decoder.ts";
import { ResponseHead } from "./response_head.ts";

/** HEADERS and CONTINUATION frames of one block; a server needs one, or one for each 16 KiB. */
const MAX_FRAGMENTS = 16;

/**
 * Puts header blocks together (RFC 9113 §4.3) and decodes them. A block in one frame, as nearly all
 * are, is decoded where it lies.
 */
export class HeaderBlockReader {
  /** The fields of the last block that was whole. */
  readonly head: ResponseHead;
  readonly #decoder = new HpackDecoder();
  readonly #maxBytes: number;
  /** Fragments of the block that is open; none otherwise. */
  #fragments: Uint8Array[] = [];
  #byteLength = 0;
  #streamId = 0;
  #endsStream = false;

  /** `maxBytes` bounds a block's fields, and the fragments that are kept of one that isn't whole. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.head = new ResponseHead(maxBytes);
  }

  /** The stream whose block is open: nothing but its CONTINUATION may come. 0 when none is. */
  get openStreamId(): number {
    return this.#streamId;
  }

  /** Does the block end its stream? */
  get endsStream(): boolean {
    return this.#endsStream;
  }

  /** Begins a block with what HEADERS has of it. It is whole unless {@linkcode openStreamId} says so. */
  begin(
    streamId: number,
    endsStream: boolean,
    isWhole: boolean,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): ConnectionError | undefined {
    this.#endsStream = endsStream;
    if (isWhole) return this.#decode(bytes, start, end);
    this.#streamId = streamId;
    return this.#add(bytes, start, end);
  }

  /** Goes on with what a CONTINUATION has. */
  goOn(
    isWhole: boolean,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): ConnectionError | undefined {
    const error = this.#add(bytes, start, end);
    if (error !== undefined || !isWhole) return error;
    const block = new Uint8Array(this.#byteLength);
    let offset = 0;
    for (const fragment of this.#fragments) {
      block.set(fragment, offset);
      offset += fragment.length;
    }
    this.#streamId = 0;
    this.#fragments = [];
    this.#byteLength = 0;
    return this.#decode(block, 0, block.length);
  }

  #add(bytes: Uint8Array, start: number, end: number): ConnectionError | undefined {
    this.#fragments.push(copyBytes(bytes, start, end));
    this.#byteLength += end - start;
    if (this.#byteLength <= this.#maxBytes && this.#fragments.length <= MAX_FRAGMENTS) return;
    const message = `expected a header block of up to ${this.#maxBytes} bytes in up to ` +
      `${MAX_FRAGMENTS} frames, got ${this.#byteLength} bytes in ${this.#fragments.length}`;
    return { code: ErrorCode.ENHANCE_YOUR_CALM, message };
  }

  #decode(bytes: Uint8Array, start: number, end: number): ConnectionError | undefined {
    this.head.clear();
    const problem = this.#decoder.decode(bytes, start, end, this.head);
    if (problem === undefined) return undefined;
    return {
      code: ErrorCode.COMPRESSION_ERROR,
      message: `expected a header block of HPACK, got ${problem}`,
    };
  }
}
