/** Above this many bytes, only cuts near the ends are tried. */
const MANY_BYTES = 1024;
const NEAR_BYTES = 24;

/** `bytes` whole, byte by byte, and cut in two at every position. */
export function* splits(bytes: Uint8Array): Generator<Uint8Array[]> {
  yield [bytes];
  yield Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
  for (let at = 0; at <= bytes.length; at++) {
    const isNear = at < NEAR_BYTES || at > bytes.length - NEAR_BYTES;
    if (isNear || bytes.length <= MANY_BYTES) yield [bytes.subarray(0, at), bytes.subarray(at)];
  }
}
