import { performance } from "node:perf_hooks";

/** How often the event loop is asked how late it is. */
export const SAMPLE_EVERY_MS = 20;

/**
 * How much later than planned the event loop runs timers. (`monitorEventLoopDelay` counts its own
 * resolution in on Node and not on Bun.)
 */
export class LoopDelay {
  #dueMs: number;

  /** The first sample is planned from `nowMs` on. */
  constructor(nowMs: number) {
    this.#dueMs = nowMs + SAMPLE_EVERY_MS;
  }

  /**
   * The timer runs at `nowMs`. Calls `record` with its delay, and with those of the samples that a
   * longer stall has left out: else a stall counts less the longer it is.
   */
  sample(nowMs: number, record: (delayMs: number) => void): void {
    for (let delayMs = nowMs - this.#dueMs, first = true; first || delayMs > 0; first = false) {
      record(Math.max(0, delayMs));
      delayMs -= SAMPLE_EVERY_MS;
    }
    this.restart(nowMs);
  }

  /** Forgets what is late up to `nowMs`. */
  restart(nowMs: number): void {
    this.#dueMs = nowMs + SAMPLE_EVERY_MS;
  }
}

/** Calls `sample` with the time, in milliseconds, until the returned function is called. */
export function everySample(sample: (nowMs: number) => void): () => void {
  const timer = setInterval(() => sample(performance.now()), SAMPLE_EVERY_MS);
  return () => clearInterval(timer);
}
