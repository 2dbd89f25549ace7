import { Opcode } from "./client_frame.ts";

/** Where a frame's payload lies in the bytes, and what it is. */
export interface ServerFrameHeader {
  readonly fin: boolean;
  readonly opcode: number;
  readonly payloadStart: number;
  readonly payloadBytes: number;
}

const OPCODES: readonly number[] = Object.values(Opcode);
const MAX_CONTROL_BYTES = 125;

/**
 * Reads the header of the frame that starts at `offset` (RFC 6455 §5.2): undefined when it is not
 * whole yet, a text when it breaks the RFC as a server's frame, or announces more than `maxBytes`.
 */
export function readServerFrameHeader(
  bytes: Uint8Array,
  offset: number,
  maxBytes: number,
): ServerFrameHeader | string | undefined {
  if (bytes.length < offset + 2) return undefined;
  const first = bytes[offset]!;
  const second = bytes[offset + 1]!;
  const fin = (first & 0x80) !== 0;
  const opcode = first & 0x0f;
  if ((first & 0x70) !== 0) return "expected reserved bits 0 in a frame, got others";
  if (!OPCODES.includes(opcode)) return `expected a known opcode, got 0x${opcode.toString(16)}`;
  if ((second & 0x80) !== 0) return "expected an unmasked frame from the server, got a masked one";
  const size = readLength(bytes, offset + 1);
  if (typeof size !== "object") return size;
  const { payloadBytes, payloadStart } = size;
  if (opcode >= Opcode.close) {
    if (!fin) return "expected a control frame in one piece, got a fragment";
    if (payloadBytes > MAX_CONTROL_BYTES) {
      return `expected at most ${MAX_CONTROL_BYTES} bytes in a control frame, got ${payloadBytes}`;
    }
  } else if (payloadBytes > maxBytes) {
    return `expected a message of at most ${maxBytes} bytes, got ${payloadBytes}`;
  }
  return { fin, opcode, payloadStart, payloadBytes };
}

type Size = { readonly payloadBytes: number; readonly payloadStart: number };

function readLength(bytes: Uint8Array, at: number): Size | string | undefined {
  const short = bytes[at]! & 0x7f;
  if (short < 126) return { payloadBytes: short, payloadStart: at + 1 };
  const width = short === 126 ? 2 : 8;
  const payloadStart = at + 1 + width;
  if (bytes.length < payloadStart) return undefined;
  let payloadBytes = 0;
  for (let i = at + 1; i < payloadStart; i++) payloadBytes = payloadBytes * 256 + bytes[i]!;
  if (payloadBytes < (width === 2 ? 126 : 65_536)) {
    return "expected the shortest form of a frame's length, got a longer one";
  }
  return { payloadBytes, payloadStart };
}
