import { readFileSync } from "node:fs";

/** Descriptors that aren't clients': 25 when Deno 2.9 has started, and the model's connections. */
const RESERVED = 64;

/** Most connections of a process that may have `maxOpenFiles`; it always has some. */
export function maxConnections(maxOpenFiles: number | undefined): number {
  return maxOpenFiles === undefined ? Infinity : Math.max(1, maxOpenFiles - RESERVED);
}

/**
 * How many files, sockets among them, this process may have open: `ulimit -n`, as far as its runtime
 * has raised it. Undefined where the system doesn't say.
 */
export function maxOpenFiles(): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ??
      [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}
