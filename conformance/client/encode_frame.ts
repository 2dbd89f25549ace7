import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";

/** Opcodes of RFC 6455 §5.2. */
export const Opcode = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

/** One frame as a client may send it, rightly or wrongly. */
export interface ClientFrame {
  /** 0–15; not only the defined ones. */
  readonly opcode: number;
  readonly payload?: Uint8Array;
  /** Last frame of its message; true by default. */
  readonly fin?: boolean;
  /** RSV1–3 as a number, RSV1 the highest bit; 0 by default. */
  readonly reserved?: number;
  /** True by default, as RFC 6455 §5.3 demands of a client. */
  readonly masked?: boolean;
  /** The masking key, four bytes; random and not zero by default. */
  readonly mask?: Uint8Array;
  /** A payload length to announce in place of the payload's own. */
  readonly announcedLength?: bigint;
  /** How many bits the length is written in; by default the fewest, as RFC 6455 §5.2 demands. */
  readonly lengthBits?: 7 | 16 | 64;
}

/** Encodes one frame, legal or not. */
export function encodeFrame(frame: ClientFrame): Buffer {
  const payload = Buffer.from(frame.payload ?? []);
  const masked = frame.masked ?? true;
  const first = ((frame.fin ?? true) ? 0x80 : 0) | ((frame.reserved ?? 0) << 4) | frame.opcode;
  const announced = frame.announcedLength ?? BigInt(payload.length);
  const length = encodeLength(announced, frame.lengthBits ?? bitsFor(announced));
  length[0]! |= masked ? 0x80 : 0;
  if (!masked) return Buffer.concat([Buffer.of(first), length, payload]);
  const mask = frame.mask ?? randomMask();
  for (let i = 0; i < payload.length; i++) payload[i]! ^= mask[i % 4]!;
  return Buffer.concat([Buffer.of(first), length, mask, payload]);
}

function bitsFor(length: bigint): 7 | 16 | 64 {
  if (length < 126n) return 7;
  return length < 65_536n ? 16 : 64;
}

function encodeLength(length: bigint, bits: 7 | 16 | 64): Buffer {
  if (bits === 7) return Buffer.of(Number(length));
  if (bits === 16) {
    const bytes = Buffer.of(126, 0, 0);
    bytes.writeUInt16BE(Number(length), 1);
    return bytes;
  }
  const bytes = Buffer.alloc(9, 127);
  bytes.writeBigUInt64BE(length, 1);
  return bytes;
}

function randomMask(): Buffer {
  const mask = randomBytes(4);
  return mask.readUInt32BE() === 0 ? randomMask() : mask;
}

/** The payload of a Close frame: code and reason (RFC 6455 §5.5.1). */
export function closePayload(code: number, reason: string | Uint8Array = ""): Buffer {
  const bytes = Buffer.from([code >> 8, code & 0xff]);
  return Buffer.concat([bytes, typeof reason === "string" ? Buffer.from(reason) : reason]);
}
