/**
 * Runs `work` while holding an exclusive lock on the file `path`, so that only one process at a time
 * does. `waits` is called when another one holds it; an abort of `signal` ends the wait. The kernel
 * frees the lock of a process that ends, in whatever way.
 */
export async function withLock<T>(
  path: string,
  waits: () => void,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  using file = await Deno.open(path, { create: true, write: true });
  if (!(await file.tryLock(true))) {
    waits();
    await Promise.race([file.lock(true), abortionOf(signal)]);
  }
  return await work();
}

function abortionOf(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.throwIfAborted();
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
