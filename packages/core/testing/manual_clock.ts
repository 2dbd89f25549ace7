import type { Cancel, Clock } from "../ports.ts";

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #nowMs: number;
  #scheduled: { atMs: number; run: () => void }[] = [];

  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  schedule(atMs: number, run: () => void): Cancel {
    const entry = { atMs, run };
    this.#scheduled.push(entry);
    return () => {
      this.#scheduled = this.#scheduled.filter((other) => other !== entry);
    };
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#scheduled.length;
  }

  /** Moves time on by `ms`; what is due on the way runs at its own time, in order. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (let next = this.#nextUntil(endMs); next !== undefined; next = this.#nextUntil(endMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#run(next);
    }
    this.#nowMs = endMs;
  }

  /** Moves time on by `ms` at one stroke, as a stalled event loop does; then runs what is due. */
  stall(ms: number): void {
    this.#nowMs += ms;
    this.advance(0);
  }

  #nextUntil(endMs: number): { atMs: number; run: () => void } | undefined {
    return this.#scheduled
      .filter(({ atMs }) => atMs <= endMs)
      .reduce<{ atMs: number; run: () => void } | undefined>(
        (first, entry) => first === undefined || entry.atMs < first.atMs ? entry : first,
        undefined,
      );
  }

  #run(entry: { atMs: number; run: () => void }): void {
    this.#scheduled = this.#scheduled.filter((other) => other !== entry);
    entry.run();
  }
}
