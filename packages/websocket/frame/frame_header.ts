import { isControl, Opcode } from "./opcode.ts";
import { violations } from "./violation.ts";
import type { Violation } from "./violation.ts";

const FIN = 0x80;
const RESERVED_BITS = 0x70;
const OPCODE_BITS = 0x0f;
const MASKED = 0x80;
const LENGTH_BITS = 0x7f;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;

/** The longest payload of a control frame (RFC 6455 §5.5). */
export const MAX_CONTROL_BYTES = 125;

/** The longest header: two bytes, a 64-bit length and a masking key. */
export const MAX_HEADER_BYTES = 14;

/** Bytes of a masking key (RFC 6455 §5.3). */
export const KEY_BYTES = 4;

/** Which opcode is it? The bytes from `offset` on are a frame's first. */
export function opcodeAt(bytes: Uint8Array, offset: number): number {
  return bytes[offset]! & OPCODE_BITS;
}

/** Is it a message's last frame? */
export function isFinalAt(bytes: Uint8Array, offset: number): boolean {
  return (bytes[offset]! & FIN) !== 0;
}

/** Bytes of the header (RFC 6455 §5.2) that begins with the two bytes at `offset`. */
export function headerBytesAt(bytes: Uint8Array, offset: number): number {
  const second = bytes[offset + 1]!;
  return 2 + lengthBytes(second & LENGTH_BITS) + ((second & MASKED) === 0 ? 0 : KEY_BYTES);
}

function lengthBytes(length: number): number {
  if (length < LENGTH_IN_16_BITS) return 0;
  return length === LENGTH_IN_16_BITS ? 2 : 8;
}

/**
 * Bytes from `offset` on that must be there before the frame can be dealt with, as far as the
 * `available` ones tell: a header, and with it the payload of a control frame.
 */
export function openingBytesAt(bytes: Uint8Array, offset: number, available: number): number {
  if (available < 2) return 2;
  const headerBytes = headerBytesAt(bytes, offset);
  if (!isControl(opcodeAt(bytes, offset))) return headerBytes;
  return headerBytes + (bytes[offset + 1]! & LENGTH_BITS);
}

/** What the first two bytes of a frame break, if anything; `masked` says whether it must be. */
export function startViolation(
  first: number,
  second: number,
  masked: boolean,
): Violation | undefined {
  const opcode = first & OPCODE_BITS;
  if ((first & RESERVED_BITS) !== 0) return violations.reservedBit;
  if ((opcode & 0x7) > (isControl(opcode) ? 2 : Opcode.binary)) return violations.reservedOpcode;
  if (masked !== ((second & MASKED) !== 0)) {
    return masked ? violations.unmasked : violations.masked;
  }
  if (!isControl(opcode)) return undefined;
  if ((first & FIN) === 0) return violations.fragmentedControl;
  return (second & LENGTH_BITS) > MAX_CONTROL_BYTES ? violations.longControl : undefined;
}

/** The payload's length, from a whole header at `offset`, or how its form breaks RFC 6455 §5.2. */
export function payloadBytesAt(bytes: Uint8Array, offset: number): number | Violation {
  const length = bytes[offset + 1]! & LENGTH_BITS;
  if (length < LENGTH_IN_16_BITS) return length;
  const low = bytes[offset + 2]! << 8 | bytes[offset + 3]!;
  if (length === LENGTH_IN_16_BITS) {
    return low < LENGTH_IN_16_BITS ? violations.longLengthForm : low;
  }
  if (bytes[offset + 2]! >= 0x80) return violations.lengthTopBit;
  // Above 2^53 it's rounded, which doesn't matter: no limit is that high.
  let long = 0;
  for (let i = 2; i < 10; i++) long = long * 256 + bytes[offset + i]!;
  return long <= 0xffff ? violations.longLengthForm : long;
}

/** Bytes of the header for a payload of `payloadBytes`, in the shortest form. */
export function headerBytesFor(payloadBytes: number, masked: boolean): number {
  const length = payloadBytes < LENGTH_IN_16_BITS ? 0 : payloadBytes <= 0xffff ? 2 : 8;
  return 2 + length + (masked ? KEY_BYTES : 0);
}

/** Writes the header of a frame that is a whole message, up to where the masking key belongs. */
export function writeHeader(
  bytes: Uint8Array,
  offset: number,
  opcode: Opcode,
  payloadBytes: number,
  masked: boolean,
): void {
  const lengthEnd = offset + headerBytesFor(payloadBytes, false);
  const mask = masked ? MASKED : 0;
  bytes[offset] = FIN | opcode;
  if (lengthEnd === offset + 2) {
    bytes[offset + 1] = mask | payloadBytes;
    return;
  }
  bytes[offset + 1] = mask | (lengthEnd === offset + 4 ? LENGTH_IN_16_BITS : LENGTH_IN_64_BITS);
  let rest = payloadBytes;
  for (let i = lengthEnd - 1; i >= offset + 2; i--) {
    bytes[i] = rest & 0xff;
    rest = Math.floor(rest / 256);
  }
}
