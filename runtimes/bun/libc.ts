import { dlopen, toArrayBuffer } from "bun:ffi";
import type { Pointer } from "bun:ffi";
import { LIBC_FUNCTIONS, openLibc as open } from "@stt-bench/reactor";
import type { CParameter, Libc } from "@stt-bench/reactor";

const TYPES = { i32: "i32", u32: "u32", buffer: "ptr", pointer: "ptr" } as const;

/**
 * Opens libc with `bun:ffi`. An array is passed as the address of its memory, which JavaScriptCore
 * doesn't move.
 *
 * @throws {Error} where there is no glibc of Linux on x64 or arm64.
 */
export function openLibc(): Libc {
  return open(process, (path) => {
    const definitions = Object.entries(LIBC_FUNCTIONS).map(([name, { parameters, result }]) => {
      const args = parameters.map((parameter: CParameter) => TYPES[parameter]);
      return [name, { args, returns: TYPES[result] }];
    });
    const { symbols } = dlopen(path, Object.fromEntries(definitions));
    return {
      functions: symbols,
      memoryAt: (pointer, byteLength) => toArrayBuffer(pointer as Pointer, 0, byteLength),
    };
  });
}
