import type { Clock } from "@stt-bench/core";

/** Something that must end by a time. */
export interface Deadline {
  /** On the queue's clock. */
  readonly deadlineMs: number;
  /** The time has come; it has left the queue. */
  onDeadline(): void;
}

/**
 * Deadlines that come in the order in which they were set, as all are equally far away: one timer
 * serves them all. Setting and lifting one takes constant time.
 */
export class DeadlineQueue {
  readonly #clock: Clock;
  /** In the order of their times: a set keeps the order in which things came. */
  readonly #deadlines = new Set<Deadline>();
  #isScheduled = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets a deadline, later than all before it. */
  add(deadline: Deadline): void {
    this.#deadlines.add(deadline);
    if (!this.#isScheduled) this.#schedule(deadline.deadlineMs);
  }

  /** Lifts a deadline; does nothing once it has struck. */
  delete(deadline: Deadline): void {
    this.#deadlines.delete(deadline);
  }

  #schedule(atMs: number): void {
    this.#isScheduled = true;
    this.#clock.schedule(atMs, this.#strike);
  }

  readonly #strike = (): void => {
    const nowMs = this.#clock.now();
    for (const deadline of this.#deadlines) {
      if (deadline.deadlineMs > nowMs) return this.#schedule(deadline.deadlineMs);
      this.#deadlines.delete(deadline);
      // It may set another one, which this loop comes to, so that one timer is enough.
      deadline.onDeadline();
    }
    this.#isScheduled = false;
  };
}
