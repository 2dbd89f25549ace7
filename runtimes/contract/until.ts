import { delay, PATIENCE_MS, Violation } from "@stt-bench/conformance";

const POLL_MS = 10;

/**
 * Looks again and again until `condition` holds.
 *
 * @throws {Violation} that it expected `what`, after a long while.
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > deadlineMs) {
      throw new Violation(`Expected ${what} within ${patienceMs} ms`);
    }
    await delay(POLL_MS);
  }
}
