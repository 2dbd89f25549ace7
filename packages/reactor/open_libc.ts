import type { Libc, LibcFunctions } from "./libc.ts";

const PATH = "libc.so.6";

/** The machine, as `process` tells it. */
export interface Host {
  readonly platform: string;
  readonly arch: string | undefined;
}

/** What an adapter makes of libc. */
export interface OpenedLibrary {
  /** The functions, by the names of `LIBC_FUNCTIONS`. */
  readonly functions: unknown;
  /** The memory at a pointer that one of them has returned, not a copy. */
  readonly memoryAt: (pointer: unknown, byteLength: number) => ArrayBuffer;
}

/** What {@linkcode OpenedLibrary.functions} holds. */
type Functions = LibcFunctions & { readonly __errno_location: () => unknown };

/**
 * Opens libc with `dlopen`, and finds the place of `errno`.
 *
 * @throws {Error} anywhere but on Linux with glibc, on x64 or arm64.
 */
export function openLibc(
  { platform, arch }: Host,
  dlopen: (path: string) => OpenedLibrary,
): Libc {
  if (platform !== "linux" || (arch !== "x64" && arch !== "arm64")) {
    throw new Error(unsupported(`${platform} on ${arch}`));
  }
  const { functions, memoryAt } = openLibrary(dlopen);
  const { __errno_location, ...calls } = functions as Functions;
  const errno = new Int32Array(memoryAt(__errno_location(), Int32Array.BYTES_PER_ELEMENT));
  return { ...calls, arch, errno: () => errno[0]! };
}

function openLibrary(dlopen: (path: string) => OpenedLibrary): OpenedLibrary {
  try {
    return dlopen(PATH);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(unsupported(`${PATH} cannot be opened: ${reason}`));
  }
}

function unsupported(got: string): string {
  return `Cannot use SOCKETS=reactor: expected Linux with glibc, on x64 or arm64, got ${got}`;
}
