import type { Clock } from "./ports.ts";
import { WheelTimer } from "./timer_wheel.ts";
import type { TimerWheel } from "./timer_wheel.ts";

/** A timer that is later than this says that our own event loop stood still. */
const STALL_MS = 250;

/** Time to read, after a stall, what the other side has sent in time. */
const GRACE_MS = 1000;

/** What {@linkcode Patience} stands on. */
export interface PatienceOptions {
  /** Where its timer is armed. */
  readonly wheel: TimerWheel;
  /** The clock of that wheel. */
  readonly clock: Clock;
  /** The other side has taken too long. */
  readonly onLost: () => void;
}

/**
 * A time limit for the other side. When our own event loop has stood still, what came in time may
 * not be read yet: so it is given one second more, once.
 */
export class Patience {
  readonly #wheel: TimerWheel;
  readonly #clock: Clock;
  readonly #onLost: () => void;
  readonly #timer = new WheelTimer((nowMs) => this.#onTimer(nowMs));
  #dueMs = 0;
  #hasGrace = false;

  /** Not armed yet. */
  constructor(options: PatienceOptions) {
    this.#wheel = options.wheel;
    this.#clock = options.clock;
    this.#onLost = options.onLost;
  }

  /** Is it waiting? */
  get isArmed(): boolean {
    return this.#timer.isArmed;
  }

  /** Waits (again), for `timeoutMs` from now. */
  arm(timeoutMs: number): void {
    this.#hasGrace = true;
    this.#wait(this.#clock.now() + timeoutMs);
  }

  /** Waits no more. */
  cancel(): void {
    this.#timer.cancel();
  }

  #wait(dueMs: number): void {
    this.#dueMs = dueMs;
    this.#wheel.arm(this.#timer, dueMs);
  }

  #onTimer(nowMs: number): void {
    if (!this.#hasGrace || nowMs - this.#dueMs <= STALL_MS) return this.#onLost();
    this.#hasGrace = false;
    this.#wait(nowMs + GRACE_MS);
  }
}
