/**
 * Masking of RFC 6455 §5.3. A key is a number that holds the four bytes in their order, the first in
 * the lowest bits; 0 leaves everything as it is.
 */

/** Reads the key that stands at `offset`. */
export function readKey(bytes: Uint8Array, offset: number): number {
  return bytes[offset]! | bytes[offset + 1]! << 8 | bytes[offset + 2]! << 16 |
    bytes[offset + 3]! << 24;
}

/** Writes `key` to `offset`. */
export function writeKey(bytes: Uint8Array, offset: number, key: number): void {
  for (let i = 0; i < 4; i++) bytes[offset + i] = key >>> (8 * i);
}

/** The key for what follows after `byteCount` bytes under `key`. */
export function keyAfter(byteCount: number, key: number): number {
  const bits = 8 * (byteCount & 3);
  return key >>> bits | key << (32 - bits);
}

/** Copies `source[start, end)` to `target` at `at`, masked (which is the same as unmasked). */
export function copyMasked(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  at: number,
  key: number,
): void {
  const shift = at - start;
  let i = start;
  for (; i + 4 <= end; i += 4) {
    target[i + shift] = source[i]! ^ key;
    target[i + shift + 1] = source[i + 1]! ^ key >>> 8;
    target[i + shift + 2] = source[i + 2]! ^ key >>> 16;
    target[i + shift + 3] = source[i + 3]! ^ key >>> 24;
  }
  for (let bits = 0; i < end; i++, bits += 8) target[i + shift] = source[i]! ^ key >>> bits;
}
