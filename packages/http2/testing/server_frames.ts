import { Buffer } from "node:buffer";
import { encodeFrame } from "../frame/encode_frame.ts";
import { FrameFlag, FrameType, writeUint32 } from "../frame/frame.ts";
import { encodeFields } from "../hpack/encode_fields.ts";

type Fields = Readonly<Record<string, string>>;

/** How a frame differs from a plain one. */
interface Shape {
  readonly endStream?: boolean;
  readonly endHeaders?: boolean;
  /** Padding of so many bytes. */
  readonly padding?: number;
  /** The five bytes of priority that HEADERS may have. */
  readonly priority?: boolean;
}

/** HEADERS with `fields`, or with a block as it is. */
export function headers(
  streamId: number,
  fields: Fields | Uint8Array,
  shape: Shape = {},
): Uint8Array {
  const block = fields instanceof Uint8Array ? fields : encodeFields(Object.entries(fields));
  const { endHeaders = true, priority = false } = shape;
  const flags = (endHeaders ? FrameFlag.END_HEADERS : 0) | (priority ? FrameFlag.PRIORITY : 0);
  const payload = Buffer.concat([Buffer.alloc(priority ? 5 : 0, 0x11), block]);
  return shaped(FrameType.HEADERS, flags, streamId, payload, shape);
}

/** CONTINUATION with a part of a block. */
export function continuation(streamId: number, block: Uint8Array, endHeaders: boolean): Uint8Array {
  const flags = endHeaders ? FrameFlag.END_HEADERS : 0;
  return encodeFrame(FrameType.CONTINUATION, flags, streamId, block);
}

/** DATA with `body`. */
export function data(streamId: number, body: string | Uint8Array, shape: Shape = {}): Uint8Array {
  return shaped(FrameType.DATA, 0, streamId, Buffer.from(body as Uint8Array), shape);
}

/** A whole answer. */
export function answer(streamId: number, body = "ok", status = "200"): Uint8Array {
  return Buffer.concat([
    headers(streamId, { ":status": status }),
    data(streamId, body, { endStream: true }),
  ]);
}

/** Four bytes, big endian. */
export function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  writeUint32(bytes, 0, value);
  return bytes;
}

function shaped(
  type: number,
  flags: number,
  streamId: number,
  payload: Uint8Array,
  shape: Shape,
): Uint8Array {
  const { endStream = false, padding } = shape;
  const allFlags = flags | (endStream ? FrameFlag.END_STREAM : 0);
  if (padding === undefined) return encodeFrame(type, allFlags, streamId, payload);
  const padded = Buffer.concat([Uint8Array.of(padding), payload, new Uint8Array(padding)]);
  return encodeFrame(type, allFlags | FrameFlag.PADDED, streamId, padded);
}
