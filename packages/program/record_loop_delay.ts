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
 * Tells `record` how late a timer is, and how late those are that a longer stall has left out: else a
 * stall counts less the longer it is.
 *
 * (`monitorEventLoopDelay` counts its own resolution in on Node 26 and not on Bun 1.4.)
 */
export function recordLoopDelay(
  { dueMs, nowMs, everyMs }: LoopSample,
  record: (delayMs: number) => void,
): void {
  record(Math.max(0, nowMs - dueMs));
  for (let delayMs = nowMs - dueMs - everyMs; delayMs > 0; delayMs -= everyMs) record(delayMs);
}
