/** A frame as a test wants it, legal or not; independent of the code that is tested. */
export interface FrameSpec {
  readonly opcode: number;
  readonly payload?: Uint8Array | string;
  /** Default true. */
  readonly fin?: boolean;
  /** RSV1–3 as a number of three bits. Default 0. */
  readonly reserved?: number;
  /** The masking key; undefined leaves the frame unmasked. */
  readonly key?: readonly number[];
  /** How many bits the length is written in; the shortest form by default. */
  readonly lengthBits?: 7 | 16 | 64;
  /** A length that differs from the payload's. */
  readonly announced?: bigint;
}

/** The masking key of RFC 6455 §5.7. */
export const KEY = [0x37, 0xfa, 0x21, 0x3d] as const;

/** Writes one frame (RFC 6455 §5.2), byte by byte as the RFC draws it. */
export function encodeFrame(spec: FrameSpec): Uint8Array {
  const { opcode, fin = true, reserved = 0, key } = spec;
  const payload = toBytes(spec.payload ?? "");
  const length = spec.announced ?? BigInt(payload.length);
  const bits = spec.lengthBits ?? (length < 126n ? 7 : length < 65_536n ? 16 : 64);
  const lengthByte = bits === 7 ? Number(length) : bits === 16 ? 126 : 127;
  const extended = bits === 7 ? [] : bigEndian(length, bits / 8);
  return Uint8Array.from([
    (fin ? 0x80 : 0) | reserved << 4 | opcode,
    (key === undefined ? 0 : 0x80) | lengthByte,
    ...extended,
    ...(key ?? []),
    ...payload.map((byte, i) => key === undefined ? byte : byte ^ key[i % 4]!),
  ]);
}

function bigEndian(value: bigint, byteCount: number): number[] {
  return Array.from(
    { length: byteCount },
    (_, i) => Number(value >> BigInt(8 * (byteCount - 1 - i)) & 0xffn),
  );
}

/** Text as UTF-8; bytes as they are. */
export function toBytes(data: Uint8Array | string): Uint8Array {
  return typeof data === "string" ? new TextEncoder().encode(data) : data;
}

/** All of `parts`, one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The bytes that `text` spells in hexadecimal; spaces don't matter. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (byte) => parseInt(byte, 16));
}

/** `bytes` in hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
