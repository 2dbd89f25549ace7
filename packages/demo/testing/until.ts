/** Long enough for a machine that does something else as well. */
export const PATIENCE_MS = 60_000;

const POLL_MS = 20;

/**
 * Looks again and again until `condition` holds.
 *
 * @param what what is expected then
 * @throws {Error} that it was expected, after a long while.
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > deadlineMs) {
      throw new Error(`Expected ${what} within ${PATIENCE_MS} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
