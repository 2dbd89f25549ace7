import { Buffer } from "node:buffer";
import type { ErrorCode } from "../error_code.ts";
import { FRAME_HEADER_BYTES, FrameFlag, FrameType } from "./frame.ts";
import { writeFrameHeader, writeUint32 } from "./frame.ts";

/** What a client says first: RFC 9113 §3.4. */
export const PREFACE: Uint8Array = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/** A frame in memory of its own, around a payload that is copied. */
export function encodeFrame(
  type: number,
  flags: number,
  streamId: number,
  payload: ArrayLike<number> = [],
): Uint8Array {
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + payload.length);
  writeFrameHeader(bytes, 0, payload.length, type, flags, streamId);
  bytes.set(payload, FRAME_HEADER_BYTES);
  return bytes;
}

/** SETTINGS with pairs of identifier and value: RFC 9113 §6.5. */
export function encodeSettings(settings: readonly (readonly [number, number])[]): Uint8Array {
  const payload = new Uint8Array(settings.length * 6);
  for (const [index, [identifier, value]] of settings.entries()) {
    payload[index * 6 + 1] = identifier;
    writeUint32(payload, index * 6 + 2, value);
  }
  return encodeFrame(FrameType.SETTINGS, 0, 0, payload);
}

/** The acknowledgement of SETTINGS. */
export function encodeSettingsAck(): Uint8Array {
  return encodeFrame(FrameType.SETTINGS, FrameFlag.ACK, 0);
}

/** PING with eight bytes, or the answer to one: RFC 9113 §6.7. */
export function encodePing(payload: ArrayLike<number>, flags = 0): Uint8Array {
  return encodeFrame(FrameType.PING, flags, 0, payload);
}

/** RST_STREAM: RFC 9113 §6.4. */
export function encodeReset(streamId: number, code: ErrorCode): Uint8Array {
  return encodeFrame(FrameType.RST_STREAM, 0, streamId, uint32(code));
}

/** WINDOW_UPDATE of the connection (stream 0) or of a stream: RFC 9113 §6.9. */
export function encodeWindowUpdate(streamId: number, increment: number): Uint8Array {
  return encodeFrame(FrameType.WINDOW_UPDATE, 0, streamId, uint32(increment));
}

/** GOAWAY with a message for whoever reads the peer's logs: RFC 9113 §6.8. */
export function encodeGoAway(lastStreamId: number, code: number, message: string): Uint8Array {
  const payload = Buffer.concat([uint32(lastStreamId), uint32(code), Buffer.from(message)]);
  return encodeFrame(FrameType.GOAWAY, 0, 0, payload);
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  writeUint32(bytes, 0, value);
  return bytes;
}
