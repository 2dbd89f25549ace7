import { toHex } from "../encode_frame.ts";
import type { FrameSpec } from "../encode_frame.ts";
import type { Recorded } from "../recorded_connection.ts";

/** One case of our own table in the order of the Autobahn test suite's. */
export interface AutobahnCase {
  /** Group and number there, as near as it fits. */
  readonly id: string;
  /** A sentence's end: "A connection …". */
  readonly does: string;
  /** What the peer sends; masked if it's a client. */
  readonly frames: readonly FrameSpec[];
  readonly expected: readonly Recorded[];
}

/** A text frame. */
export function text(payload: string | Uint8Array, spec: Partial<FrameSpec> = {}): FrameSpec {
  return { opcode: 1, payload, ...spec };
}

/** A binary frame. */
export function binary(payload: string | Uint8Array, spec: Partial<FrameSpec> = {}): FrameSpec {
  return { opcode: 2, payload, ...spec };
}

/** A continuation, by default the last. */
export function continuation(payload: string | Uint8Array, fin = true): FrameSpec {
  return { opcode: 0, payload, fin };
}

/** A Close frame with a code. */
export function close(code: number, reason = ""): FrameSpec {
  const rest = new TextEncoder().encode(reason);
  return { opcode: 8, payload: Uint8Array.of(code >>> 8, code & 0xff, ...rest) };
}

/** A ping. */
export function ping(payload: string | Uint8Array, spec: Partial<FrameSpec> = {}): FrameSpec {
  return { opcode: 9, payload, ...spec };
}

/** A pong. */
export function pong(payload: string | Uint8Array, spec: Partial<FrameSpec> = {}): FrameSpec {
  return { opcode: 10, payload, ...spec };
}

/** The pong that answers a ping with `payload`. */
export function sentPong(payload: string | Uint8Array): Recorded {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  return ["sent", 10, toHex(bytes)];
}

/** A violation was answered. */
export function failed(code: number): Recorded[] {
  return [["sent close", code], ["failed", code]];
}

/** The peer's Close was answered. */
export function closed(code: number): Recorded[] {
  return [["sent close", code], ["closed", code]];
}
