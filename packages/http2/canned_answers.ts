import { Buffer } from "node:buffer";
import { encodeFrame } from "./frame/encode_frame.ts";
import { FrameFlag, FrameType, writeUint32 } from "./frame/frame.ts";

/** What node:http2 sends: fields for the dynamic table first, `content-length` as a literal always. */
const FIRST_BLOCK = "885f8b1d75d0620d263d4c7441ea0f0d03313530" +
  "6196dc34fd2820a9a4fdd41004e2817ee340b8db2a62d1bf";
const NEXT_BLOCK = "88bf0f0d03313530be";
const BODY_BYTES = 150;

/** Answers of 150 bytes to several requests, as one read of a busy socket gives them. */
export class CannedAnswers {
  readonly bytes: Uint8Array;
  readonly #answerBytes: number;
  /** Offsets of the stream ids in one answer. */
  readonly #idOffsets: readonly [number, number];

  /** The very first answer of a connection fills the decoder's table. */
  constructor(answers: number, isFirst = false) {
    const block = Buffer.from(isFirst ? FIRST_BLOCK : NEXT_BLOCK, "hex");
    const headers = encodeFrame(FrameType.HEADERS, FrameFlag.END_HEADERS, 1, block);
    const body = Buffer.from(`{"text":"${"x".repeat(BODY_BYTES - 11)}"}`);
    const data = encodeFrame(FrameType.DATA, FrameFlag.END_STREAM, 1, body);
    const answer = Buffer.concat([headers, data]);
    this.bytes = Buffer.concat(new Array(answers).fill(answer));
    this.#answerBytes = answer.length;
    this.#idOffsets = [5, headers.length + 5];
  }

  /** Makes answer `index` one of stream `streamId`. */
  address(index: number, streamId: number): void {
    for (const offset of this.#idOffsets) {
      writeUint32(this.bytes, index * this.#answerBytes + offset, streamId);
    }
  }
}
