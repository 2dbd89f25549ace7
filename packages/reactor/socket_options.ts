import { linux } from "./libc.ts";
import type { Libc } from "./libc.ts";
import { OFF_HEAP_BYTES } from "./off_heap_bytes.ts";

const INT_BYTES = 4;

/** Sets an option that is an `int`; one that the kernel doesn't know is left alone. */
export function setNumber(
  libc: Libc,
  fd: number,
  level: number,
  option: number,
  value: number,
): void {
  libc.setsockopt(fd, level, option, intMemory(value), INT_BYTES);
}

/** The error that waits in a socket, which is taken out of it; 0 when there is none. */
export function socketError(libc: Libc, fd: number): number {
  const value = intMemory(0);
  const length = intMemory(INT_BYTES);
  if (libc.getsockopt(fd, linux.SOL_SOCKET, linux.SO_ERROR, value, length) < 0) {
    return libc.errno();
  }
  return new Int32Array(value.buffer)[0]!;
}

/** Memory that starts with an `int`, outside of the heap. */
export function intMemory(value: number): Uint8Array<ArrayBuffer> {
  const memory = new Uint8Array(OFF_HEAP_BYTES);
  new Int32Array(memory.buffer)[0] = value;
  return memory;
}
