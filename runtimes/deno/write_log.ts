const encoder = new TextEncoder();

/** How long to wait before a pipe is tried again that was full. */
const RETRY_MS = 10;

/**
 * Writes to standard error on another thread. `process.stderr` of Deno 2.9 writes on this one, which
 * stands still when it is a pipe that nobody reads.
 *
 * @throws {Error} when its reader is gone.
 */
export async function writeLog(text: string): Promise<void> {
  let rest = encoder.encode(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(await Deno.stderr.write(rest));
    } catch (error) {
      if (!isFull(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** Somebody who has the same pipe, e.g. a parent on Node, may have made it one that does not block. */
function isFull(error: unknown): boolean {
  return error instanceof Deno.errors.WouldBlock;
}
