import { LIBC_FUNCTIONS, openLibc as open } from "@stt-bench/reactor";
import type { CParameter, Libc } from "@stt-bench/reactor";

/**
 * Opens libc with `Deno.dlopen`; needs `--allow-ffi`.
 *
 * @throws {Error} where there is no glibc of Linux on x64 or arm64.
 */
export function openLibc(): Libc {
  const host = { platform: Deno.build.os, arch: ARCHITECTURES[Deno.build.arch] };
  return open(host, (path) => {
    const definitions = Object.entries(LIBC_FUNCTIONS).map(([name, { parameters, result }]) => [
      name,
      { parameters: [...parameters] as readonly CParameter[], result },
    ]);
    const { symbols } = Deno.dlopen(path, Object.fromEntries(definitions));
    return {
      functions: symbols,
      memoryAt: (pointer, byteLength) =>
        Deno.UnsafePointerView.getArrayBuffer(pointer as Deno.PointerObject, byteLength),
    };
  });
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: "x64", aarch64: "arm64" };
