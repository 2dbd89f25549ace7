const encoder = new TextEncoder();

/**
 * Writes to standard error on another thread. `process.stderr` of Deno 2.9 writes on this one, which
 * stands still when it is a pipe that nobody reads.
 */
export async function writeLog(text: string): Promise<void> {
  let rest = encoder.encode(text);
  try {
    while (rest.length > 0) rest = rest.subarray(await Deno.stderr.write(rest));
  } catch {
    // Its reader is gone, which is no reason to end.
  }
}
