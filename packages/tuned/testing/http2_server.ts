/** A frame of HTTP/2 (RFC 9113 §4.1). */
export interface Http2Frame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Uint8Array;
}

export const DATA = 0;
export const HEADERS = 1;
export const RST_STREAM = 3;
export const SETTINGS = 4;
export const PING = 6;
export const GOAWAY = 7;

const ACK = 1;
const END_STREAM = 1;
const END_HEADERS = 4;
const PADDED = 8;

/** HPACK: `:status` 200, out of the static table (RFC 7541, appendix A). */
const STATUS_200 = 0x88;
const MAX_CONCURRENT_STREAMS = 3;
const PREFACE_BYTES = 24;
const HEADER_BYTES = 9;

function frame(type: number, flags: number, streamId: number, payload: Iterable<number> = []) {
  const body = [...payload];
  return Uint8Array.from([
    ...uint32(body.length).slice(1),
    type,
    flags,
    ...uint32(streamId),
    ...body,
  ]);
}

/** What a server says first, with the streams that it takes at a time. */
export function settings(maxStreams = 100): Uint8Array {
  return frame(SETTINGS, 0, 0, [0, MAX_CONCURRENT_STREAMS, ...uint32(maxStreams)]);
}

/** A whole answer with status 200. */
export function answer(streamId: number, body = "{}"): Uint8Array {
  return Uint8Array.from([
    ...frame(HEADERS, END_HEADERS, streamId, [STATUS_200]),
    ...frame(DATA, END_STREAM, streamId, new TextEncoder().encode(body)),
  ]);
}

/** Resets a stream. */
export function reset(streamId: number, code: number): Uint8Array {
  return frame(RST_STREAM, 0, streamId, uint32(code));
}

/** Takes no streams above `lastStreamId`, and no new ones. */
export function goAway(lastStreamId: number): Uint8Array {
  return frame(GOAWAY, 0, 0, [...uint32(lastStreamId), ...uint32(0)]);
}

/** The answer to a PING. */
export function pong({ payload }: Http2Frame): Uint8Array {
  return frame(PING, ACK, 0, payload);
}

/** What a client has written: its frames, without the preface where it begins with that. */
export function readFrames(bytes: Uint8Array): Http2Frame[] {
  const frames: Http2Frame[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes[0] === 0x50 ? PREFACE_BYTES : 0; at < bytes.length;) {
    const start = at + HEADER_BYTES;
    const end = start + (view.getUint32(at) >>> 8);
    const [type, flags, streamId] = [bytes[at + 3]!, bytes[at + 4]!, view.getUint32(at + 5)];
    frames.push({ type, flags, streamId, payload: bytes.slice(start, end) });
    at = end;
  }
  return frames;
}

/** The body of a request among `frames`, without what pads it. */
export function bodyOf(frames: readonly Http2Frame[], streamId: number): Uint8Array {
  const parts = frames.filter((frame) => frame.type === DATA && frame.streamId === streamId);
  return Uint8Array.from(parts.flatMap(({ flags, payload }) => {
    return (flags & PADDED) === 0
      ? [...payload]
      : [...payload.slice(1, payload.length - payload[0]!)];
  }));
}

function uint32(value: number): number[] {
  return [24, 16, 8, 0].map((bits) => value >>> bits & 0xff);
}
