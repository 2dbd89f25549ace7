import process from "node:process";
import { LIBC_FUNCTIONS, openLibc as open } from "@stt-bench/reactor";
import type { CParameter, Libc } from "@stt-bench/reactor";

/** What we use of `node:ffi`, which the types of Node don't know yet. */
interface Ffi {
  dlopen(path: string, definitions: unknown): { readonly functions: unknown };
  toArrayBuffer(pointer: bigint, byteLength: number, copy: boolean): ArrayBuffer;
}

const TYPES = { i32: "int32", u32: "uint32", buffer: "buffer", pointer: "pointer" } as const;

/**
 * Opens libc with `node:ffi`, which is experimental (Node 26.10): it says so when it starts.
 *
 * @throws {Error} where there is no glibc of Linux on x64 or arm64.
 */
export function openLibc(): Libc {
  return open(process, (path) => {
    const { dlopen, toArrayBuffer } = getFfi();
    const definitions = Object.entries(LIBC_FUNCTIONS).map(([name, { parameters, result }]) => {
      const args = parameters.map((parameter: CParameter) => TYPES[parameter]);
      return [name, { arguments: args, return: TYPES[result] }];
    });
    const { functions } = dlopen(path, Object.fromEntries(definitions));
    return {
      functions,
      memoryAt: (pointer, byteLength) => toArrayBuffer(pointer as bigint, byteLength, false),
    };
  });
}

function getFfi(): Ffi {
  const ffi = process.getBuiltinModule("node:ffi") as Ffi | undefined;
  if (ffi === undefined) throw new Error(`expected Node with node:ffi, got ${process.version}`);
  return ffi;
}
