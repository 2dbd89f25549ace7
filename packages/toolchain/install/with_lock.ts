/**
 * Runs `work` while holding an exclusive lock on the file `path`, so that only one process at a time
 * does. `waits` is called when another one holds it. The kernel frees the lock of a process that
 * ends in whatever way.
 */
export async function withLock<T>(
  path: string,
  waits: () => void,
  work: () => Promise<T>,
): Promise<T> {
  using file = await Deno.open(path, { create: true, write: true });
  if (!(await file.tryLock(true))) {
    waits();
    await file.lock(true);
  }
  return await work();
}
