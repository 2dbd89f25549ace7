import { performance } from "node:perf_hooks";
import { recordLoopDelay } from "@stt-bench/program";

/** How often the event loop is asked how late it is. */
export const SAMPLE_EVERY_MS = 20;

/** How much later than planned the event loop runs timers. */
export class LoopDelay {
  #dueMs: number;

  /** The first sample is planned from `nowMs` on. */
  constructor(nowMs: number) {
    this.#dueMs = nowMs + SAMPLE_EVERY_MS;
  }

  /** The timer runs at `nowMs`; `record` hears its delay, as {@linkcode recordLoopDelay} says. */
  sample(nowMs: number, record: (delayMs: number) => void): void {
    recordLoopDelay({ dueMs: this.#dueMs, nowMs, everyMs: SAMPLE_EVERY_MS }, record);
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
