import type { Cancel, Clock } from "./ports.ts";

/** A place in one of the wheel's circular lists; linked to itself when it is in none. */
interface Link {
  next: Link;
  previous: Link;
}

/** Something that a {@linkcode TimerWheel} runs at a time. Made once and armed again and again. */
export class WheelTimer implements Link {
  /** @ignore Belongs to the wheel. */
  next: Link = this;
  /** @ignore Belongs to the wheel. */
  previous: Link = this;
  /** @ignore Belongs to the wheel: the tick that it is due in. */
  tick = 0;
  /** What to do when due; `nowMs` is the time at which it really happens. */
  readonly run: (nowMs: number) => void;

  /** Not armed yet. */
  constructor(run: (nowMs: number) => void) {
    this.run = run;
  }

  /** Is it waiting to run? */
  get isArmed(): boolean {
    return this.next !== this;
  }

  /** Takes it out of its wheel; does nothing when it isn't armed. */
  cancel(): void {
    unlink(this);
  }
}

/** Ticks that the wheel holds apart; a timer further away waits for as many turns as it needs. */
const TICKS = 2048;

/**
 * All timers of all sessions behind one timer of the runtime: a hashed timing wheel (Varghese and
 * Lauck 1987, scheme 6). Arming and cancelling take constant time and allocate nothing.
 *
 * A timer never runs before it is due. It runs in the first tick at or after its due time, and a
 * tick lasts `resolutionMs`, counted from zero on the clock, so that wheels on one clock wake up
 * together; timers of the same tick run one after another in one wake-up.
 */
export class TimerWheel {
  readonly #clock: Clock;
  readonly #resolutionMs: number;
  readonly #slots = Array.from({ length: TICKS }, emptyList);
  /** Timers that are due and have not run yet; one of them may cancel another. */
  readonly #due = emptyList();
  /** The last tick whose timers have run. */
  #tick: number;
  #wakeTick = Infinity;
  #cancelWake: Cancel = () => {};
  #turning = false;

  /**
   * A wheel whose ticks last `resolutionMs`, by default a millisecond.
   *
   * @throws {RangeError} when that is no time.
   */
  constructor(clock: Clock, options: { readonly resolutionMs?: number } = {}) {
    const { resolutionMs = 1 } = options;
    if (!(resolutionMs > 0 && resolutionMs < Infinity)) {
      const expected = "expected a finite resolutionMs above 0";
      throw new RangeError(`Cannot make a timer wheel: ${expected}, got ${resolutionMs}`);
    }
    this.#clock = clock;
    this.#resolutionMs = resolutionMs;
    this.#tick = Math.floor(clock.now() / resolutionMs);
  }

  /** Arms `timer` (again) for `dueMs` on the wheel's clock. */
  arm(timer: WheelTimer, dueMs: number): void {
    timer.cancel();
    const tick = Math.ceil(dueMs / this.#resolutionMs);
    timer.tick = Math.max(tick, this.#tick + 1);
    append(this.#slot(timer.tick), timer);
    if (!this.#turning) this.#wakeAt(timer.tick);
  }

  #slot(tick: number): Link {
    return this.#slots[tick & (TICKS - 1)]!;
  }

  #wakeAt(tick: number): void {
    if (tick >= this.#wakeTick) return;
    this.#cancelWake();
    this.#wakeTick = tick;
    this.#cancelWake = this.#clock.schedule(tick * this.#resolutionMs, this.#turn);
  }

  /** Runs every timer whose tick has come, then sleeps until the next slot that holds any. */
  readonly #turn = (): void => {
    this.#wakeTick = Infinity;
    this.#turning = true;
    const last = Math.floor(this.#clock.now() / this.#resolutionMs);
    // After a stall longer than one turn each slot is visited once: it may hold any of its ticks.
    this.#tick = Math.max(this.#tick, last - TICKS);
    try {
      while (this.#tick < last) this.#runSlot(++this.#tick, last);
    } finally {
      // Where one has thrown, those after it run in the next tick.
      while (this.#due.next !== this.#due) this.arm(this.#due.next as WheelTimer, 0);
      this.#turning = false;
      this.#wakeAt(this.#nextTick());
    }
  };

  #runSlot(tick: number, last: number): void {
    const slot = this.#slot(tick);
    for (let link = slot.next; link !== slot;) {
      const timer = link as WheelTimer;
      link = link.next;
      if (timer.tick > last) continue;
      unlink(timer);
      append(this.#due, timer);
    }
    while (this.#due.next !== this.#due) {
      const timer = this.#due.next as WheelTimer;
      unlink(timer);
      timer.run(this.#clock.now());
    }
  }

  #nextTick(): number {
    for (let tick = this.#tick + 1; tick <= this.#tick + TICKS; tick++) {
      const slot = this.#slot(tick);
      if (slot.next !== slot) return tick;
    }
    return Infinity;
  }
}

function emptyList(): Link {
  const list = {} as Link;
  list.next = list.previous = list;
  return list;
}

function append(list: Link, link: Link): void {
  link.previous = list.previous;
  link.next = list;
  list.previous.next = link;
  list.previous = link;
}

function unlink(link: Link): void {
  link.previous.next = link.next;
  link.next.previous = link.previous;
  link.next = link.previous = link;
}
