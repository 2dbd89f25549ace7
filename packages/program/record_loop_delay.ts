/** One timer that watches the event loop. */
export interface LoopSample {
  /** When it should have run. */
  readonly dueMs: number;
  /** When it does. */
  readonly nowMs: number;
  /** Time from one timer to the next. */
  readonly everyMs: number;
}

/**
 * Records how late a timer runs, and how late each timer would have been that did not run because the
 * event loop stalled. Without those a stall would count once, however long it was (coordinated
 * omission).
 *
 * `monitorEventLoopDelay` is not used, since it adds its own resolution on Node 26, and not on Bun 1.4.
 */
export function recordLoopDelay(
  { dueMs, nowMs, everyMs }: LoopSample,
  record: (delayMs: number) => void,
): void {
  record(Math.max(0, nowMs - dueMs));
  for (let delayMs = nowMs - dueMs - everyMs; delayMs > 0; delayMs -= everyMs) record(delayMs);
}
