/**
 * A copy of `bytes` from `start` to `end`. The `slice` of a Buffer is none, and some sockets read on
 * into the same memory.
 */
export function copyBytes(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return Uint8Array.prototype.slice.call(bytes, start, end);
}
