/** Opcodes of RFC 6455 §5.2. */
export const Opcode = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

const FIN = 0x80;
const MASKED = 0x80;
const MASK_BYTES = 4;
const LENGTH_IN_16_BITS = 126;

/** Bytes of a client's frame before its payload (RFC 6455 §5.2), for payloads up to 65 535 bytes. */
export function clientHeaderBytes(payloadBytes: number): number {
  return payloadBytes < LENGTH_IN_16_BITS ? 2 + MASK_BYTES : 4 + MASK_BYTES;
}

/**
 * Writes a whole, masked frame to `target` at `offset` and returns its end.
 *
 * @throws {RangeError} when the payload has more than 65 535 bytes; nothing here sends one.
 */
export function writeClientFrame(
  target: Uint8Array,
  offset: number,
  opcode: number,
  payload: Uint8Array,
  mask: Uint8Array,
): number {
  const { length } = payload;
  if (length > 0xffff) {
    throw new RangeError(`expected at most 65535 bytes of payload, got ${length}`);
  }
  let at = offset;
  target[at++] = FIN | opcode;
  if (length < LENGTH_IN_16_BITS) target[at++] = MASKED | length;
  else {
    target[at++] = MASKED | LENGTH_IN_16_BITS;
    target[at++] = length >>> 8;
    target[at++] = length & 0xff;
  }
  target.set(mask.subarray(0, MASK_BYTES), at);
  at += MASK_BYTES;
  for (let i = 0; i < length; i++) target[at + i] = payload[i]! ^ mask[i & 3]!;
  return at + length;
}

/** A whole, masked frame under a fresh random key. */
export function clientFrame(opcode: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(clientHeaderBytes(payload.length) + payload.length);
  writeClientFrame(frame, 0, opcode, payload, randomMasks(1));
  return frame;
}

/** The masked Close frame with a code and no reason (RFC 6455 §5.5.1). */
export function closeFrame(code: number): Uint8Array {
  return clientFrame(Opcode.close, Uint8Array.of(code >>> 8, code & 0xff));
}

/** `count` random masking keys of 4 bytes, none of them zero: a zero key would skip the peer's work. */
export function randomMasks(count: number): Uint8Array {
  const keys = new Uint32Array(count);
  const QUOTA = 16_384; // words that one getRandomValues call may fill
  for (let at = 0; at < count; at += QUOTA) {
    crypto.getRandomValues(keys.subarray(at, at + QUOTA));
  }
  for (let i = 0; i < count; i++) {
    while (keys[i] === 0) crypto.getRandomValues(keys.subarray(i, i + 1));
  }
  return new Uint8Array(keys.buffer);
}
