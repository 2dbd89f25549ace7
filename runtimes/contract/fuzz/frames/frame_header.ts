import type { Buffer } from "node:buffer";

/** The head of a frame (RFC 6455 §5.2), as far as its bytes have come. */
export interface FrameHeader {
  readonly isFinal: boolean;
  readonly reserved: number;
  readonly opcode: number;
  readonly isMasked: boolean;
  /** The length's first seven bits: 126 and 127 say that it follows in 16 or 64 bits. */
  readonly shortLength: number;
  /** The payload's length; undefined until it is there. */
  readonly length: bigint | undefined;
  readonly mask: Buffer | undefined;
  /** Where the payload begins; undefined until the head is whole. */
  readonly payloadAt: number | undefined;
}

/** Reads the head of the frame that begins at `at`; undefined unless two bytes of it are there. */
export function readFrameHeader(bytes: Buffer, at: number): FrameHeader | undefined {
  if (bytes.length - at < 2) return undefined;
  const [first, second] = [bytes[at]!, bytes[at + 1]!];
  const shortLength = second & 0x7f;
  const isMasked = second >= 0x80;
  const lengthEnd = at + 2 + (shortLength === 127 ? 8 : shortLength === 126 ? 2 : 0);
  const end = lengthEnd + (isMasked ? 4 : 0);
  return {
    isFinal: first >= 0x80,
    reserved: (first >> 4) & 7,
    opcode: first & 15,
    isMasked,
    shortLength,
    length: bytes.length < lengthEnd ? undefined : readLength(bytes, at, shortLength),
    mask: isMasked && bytes.length >= end ? bytes.subarray(lengthEnd, end) : undefined,
    payloadAt: bytes.length < end ? undefined : end,
  };
}

function readLength(bytes: Buffer, at: number, shortLength: number): bigint {
  if (shortLength === 127) return bytes.readBigUInt64BE(at + 2);
  return BigInt(shortLength === 126 ? bytes.readUInt16BE(at + 2) : shortLength);
}
