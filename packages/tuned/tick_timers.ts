import type { Cancel } from "@stt-bench/core";

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

/**
 * Timers that run together in ticks, counted from zero: each at the first tick at or after its time.
 * What many sessions need in the same moment then shares one wake-up.
 */
export class TickTimers {
  readonly #tickMs: number;
  readonly #timers = new Set<Timer>();
  #nextTickMs = Infinity;

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  /** The tick at which something is due, or a timer was that has been cancelled; else `Infinity`. */
  get nextTickMs(): number {
    return this.#nextTickMs;
  }

  /** Runs `run` at the first tick from `atMs` on. */
  add(atMs: number, run: () => void): Cancel {
    const timer = { atMs, run };
    this.#timers.add(timer);
    this.#nextTickMs = Math.min(this.#nextTickMs, this.#tickOf(atMs));
    return () => this.#timers.delete(timer);
  }

  /** Runs what is due once the next tick has come, and not before. */
  runDue(nowMs: number): void {
    if (nowMs < this.#nextTickMs) return;
    this.#nextTickMs = Infinity;
    for (const timer of [...this.#timers]) {
      if (timer.atMs <= nowMs && this.#timers.delete(timer)) timer.run();
    }
    for (const { atMs } of this.#timers) {
      this.#nextTickMs = Math.min(this.#nextTickMs, this.#tickOf(atMs));
    }
  }

  #tickOf(atMs: number): number {
    return Math.ceil(atMs / this.#tickMs) * this.#tickMs;
  }
}
