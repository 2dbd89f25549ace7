import type { Clock } from "@stt-bench/core";

/** First pause after a failure; doubled by each further one. */
const FIRST_PAUSE_MS = 50;

/** Longest pause unless told otherwise: a service that is back is found within this. */
const LONGEST_PAUSE_MS = 1000;

/** What a {@linkcode Backoff} stands on. */
export interface BackoffOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Longest pause; 1 s by default. */
  readonly longestPauseMs?: number;
}

/** Spaces attempts that fail: exponential, with jitter over the upper half of each pause. */
export class Backoff {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #longestPauseMs: number;
  #failures = 0;
  #notBeforeMs = -Infinity;
  #isScheduled = false;

  constructor({ clock, random, longestPauseMs = LONGEST_PAUSE_MS }: BackoffOptions) {
    this.#clock = clock;
    this.#random = random;
    this.#longestPauseMs = longestPauseMs;
  }

  /** Runs `attempt` now, or when the pause is over; does nothing while one is scheduled. */
  run(attempt: () => void): void {
    if (this.#isScheduled) return;
    if (this.#clock.now() >= this.#notBeforeMs) return attempt();
    this.#isScheduled = true;
    this.#clock.schedule(this.#notBeforeMs, () => {
      this.#isScheduled = false;
      attempt();
    });
  }

  /** An attempt has failed: the next one has to wait. */
  failed(): void {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures++, this.#longestPauseMs);
    this.#notBeforeMs = this.#clock.now() + pauseMs * (0.5 + this.#random() / 2);
  }

  /** An attempt has succeeded: the next one needn't wait. */
  succeeded(): void {
    this.#failures = 0;
    this.#notBeforeMs = -Infinity;
  }
}
