/** Types of frames: RFC 9113 §6. */
export const FrameType = {
  DATA: 0x0,
  HEADERS: 0x1,
  PRIORITY: 0x2,
  RST_STREAM: 0x3,
  SETTINGS: 0x4,
  PUSH_PROMISE: 0x5,
  PING: 0x6,
  GOAWAY: 0x7,
  WINDOW_UPDATE: 0x8,
  CONTINUATION: 0x9,
} as const;

/** Flags of frames; 0x1 has two meanings. */
export const FrameFlag = {
  /** DATA and HEADERS: the stream's last frame in this direction. */
  END_STREAM: 0x1,
  /** SETTINGS and PING: the answer to the same frame of ours. */
  ACK: 0x1,
  /** HEADERS and CONTINUATION: the block is whole. */
  END_HEADERS: 0x4,
  /** DATA and HEADERS: a byte with the length of the padding, and the padding. */
  PADDED: 0x8,
  /** HEADERS: five bytes of priority, which mean nothing any more. */
  PRIORITY: 0x20,
} as const;

/** Parameters of SETTINGS: RFC 9113 §6.5.2. */
export const Setting = {
  HEADER_TABLE_SIZE: 0x1,
  ENABLE_PUSH: 0x2,
  MAX_CONCURRENT_STREAMS: 0x3,
  INITIAL_WINDOW_SIZE: 0x4,
  MAX_FRAME_SIZE: 0x5,
  MAX_HEADER_LIST_SIZE: 0x6,
} as const;

/** Bytes before each frame's payload: RFC 9113 §4.1. */
export const FRAME_HEADER_BYTES = 9;

/** The longest payload that every peer takes, and the longest that we take: RFC 9113 §4.2. */
export const MAX_FRAME_BYTES = 16_384;

/** Both flow-control windows before anybody says otherwise: RFC 9113 §6.9.2. */
export const DEFAULT_WINDOW_BYTES = 65_535;

/** The largest window, and the largest stream identifier. */
export const MAX_31_BITS = 2 ** 31 - 1;

/** Reads 32 bits as an unsigned number. */
export function readUint32(bytes: Uint8Array, offset: number): number {
  return bytes[offset]! * 0x1000000 + readUint24(bytes, offset + 1);
}

/** Reads 31 bits; the first one is reserved and ignored. */
export function readUint31(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! & 0x7f) * 0x1000000 + readUint24(bytes, offset + 1);
}

/** Reads 24 bits. */
export function readUint24(bytes: Uint8Array, offset: number): number {
  return bytes[offset]! << 16 | bytes[offset + 1]! << 8 | bytes[offset + 2]!;
}

/** Writes the header of a frame at `offset`. */
export function writeFrameHeader(
  bytes: Uint8Array,
  offset: number,
  payloadBytes: number,
  type: number,
  flags: number,
  streamId: number,
): void {
  bytes[offset] = payloadBytes >>> 16;
  bytes[offset + 1] = payloadBytes >>> 8;
  bytes[offset + 2] = payloadBytes;
  bytes[offset + 3] = type;
  bytes[offset + 4] = flags;
  writeUint32(bytes, offset + 5, streamId);
}

/** Writes 32 bits. */
export function writeUint32(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 24;
  bytes[offset + 1] = value >>> 16;
  bytes[offset + 2] = value >>> 8;
  bytes[offset + 3] = value;
}
