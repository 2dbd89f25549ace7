import type { Clock } from "@stt-bench/core";

/** Something that is to be posted. */
export interface Postable {
  /** It may go now; it says {@linkcode PostGate.leave} when it has ended, never during this call. */
  begin(): void;
}

/** What a {@linkcode PostGate} stands on. */
export interface PostGateOptions {
  readonly clock: Clock;
  /** Posts in flight at a time; no limit by default. */
  readonly maxInFlight?: number;
  /** Longest pause that is honoured: a service that asks for a day by mistake is asked again. */
  readonly maxPauseMs: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** By how much a pause gets longer at random: others were told the same time, and would come, too. */
const PAUSE_JITTER = 0.1;

/** Posts that go at once after a pause. */
const FIRST_POSTS = 8;

/**
 * Says when a post may go: at once, unless as many are in flight as may be, or the service has asked
 * for a pause. Those that must wait go in the order in which they came.
 *
 * After a pause they don't go all at once, which would bring the next pause about: first eight, then
 * two more for each one that has ended, so that their number doubles with each time that an answer
 * takes. Once nobody waits, all is as before.
 *
 * Hot path: a post that needn't wait costs a counter, and allocates nothing.
 */
export class PostGate {
  readonly #clock: Clock;
  readonly #maxInFlight: number;
  readonly #maxPauseMs: number;
  readonly #random: () => number;
  readonly #waiting = new Set<Postable>();
  #inFlight = 0;
  /** Posts that may be in flight while the rush after a pause is held back; no limit otherwise. */
  #window = Infinity;
  /** When the pause ends, while there is one. */
  #pausedUntilMs: number | undefined;

  constructor({ clock, maxInFlight = Infinity, maxPauseMs, random }: PostGateOptions) {
    this.#clock = clock;
    this.#maxInFlight = maxInFlight;
    this.#maxPauseMs = maxPauseMs;
    this.#random = random;
  }

  /** Posts that have begun and not ended. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Posts that wait for their turn. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** What those that wait wait for, as part of a sentence. */
  get obstacle(): string {
    const isHeldBack = this.#pausedUntilMs !== undefined || this.#window < Infinity;
    return isHeldBack
      ? "its turn after the pause that the service asked for"
      : `a place among ${this.#maxInFlight} requests in flight`;
  }

  /** Lets `post` begin, now or later. */
  enter(post: Postable): void {
    if (this.#waiting.size === 0 && this.#hasRoom) this.#begin(post);
    else this.#waiting.add(post);
  }

  /** Nobody wants `post` any more. True when it has waited, and will not begin. */
  giveUp(post: Postable): boolean {
    return this.#waiting.delete(post);
  }

  /** A post that had begun has ended. */
  leave(): void {
    this.#inFlight--;
    this.#window++;
    this.#release();
  }

  /**
   * Lets nothing begin for `ms`, or as long as a pause may be; a longer one that was asked for before
   * stays.
   */
  pause(ms: number): void {
    const pauseMs = Math.min(ms, this.#maxPauseMs) * (1 + PAUSE_JITTER * this.#random());
    const untilMs = this.#clock.now() + pauseMs;
    const isPaused = this.#pausedUntilMs !== undefined;
    this.#pausedUntilMs = Math.max(untilMs, this.#pausedUntilMs ?? untilMs);
    if (!isPaused) this.#clock.schedule(untilMs, this.#resume);
  }

  readonly #resume = (): void => {
    const untilMs = this.#pausedUntilMs!;
    if (this.#clock.now() < untilMs) {
      this.#clock.schedule(untilMs, this.#resume);
      return;
    }
    this.#pausedUntilMs = undefined;
    this.#window = this.#inFlight + FIRST_POSTS;
    this.#release();
  };

  get #hasRoom(): boolean {
    return this.#inFlight < this.#maxInFlight && this.#inFlight < this.#window &&
      this.#pausedUntilMs === undefined;
  }

  #release(): void {
    for (const post of this.#waiting) {
      if (!this.#hasRoom) return;
      this.#waiting.delete(post);
      this.#begin(post);
    }
    this.#window = Infinity;
  }

  #begin(post: Postable): void {
    this.#inFlight++;
    post.begin();
  }
}
