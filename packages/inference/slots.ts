/** A place among those that may work at the same time, or the wait for one. */
export interface Claim {
  /** Gives the place back, or leaves the queue; the second call does nothing. */
  release(): void;
}

/**
 * A limited number of slots with a queue, first come first served.
 *
 * `active`, `maxActive` and `queued` are read-only counters, not bookkeeping for callers.
 */
export class Slots {
  readonly #limit: number;
  readonly #queue = new Set<() => void>();
  #active = 0;
  #maxActive = 0;
  #isGranting = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Slots that are held now. */
  get active(): number {
    return this.#active;
  }

  /** Most slots that were ever held at once since the last {@linkcode resetMaxActive}. */
  get maxActive(): number {
    return this.#maxActive;
  }

  /** Claims that wait for a slot. */
  get queued(): number {
    return this.#queue.size;
  }

  /** Starts {@linkcode maxActive} again from what is held now. */
  resetMaxActive(): void {
    this.#maxActive = this.#active;
  }

  /** Calls `granted` when a slot is held: before this returns where one is free. */
  claim(granted: () => void): Claim {
    let isReleased = false;
    this.#queue.add(granted);
    this.#grant();
    return {
      release: () => {
        if (isReleased) return;
        isReleased = true;
        if (this.#queue.delete(granted)) return;
        this.#active--;
        this.#grant();
      },
    };
  }

  /** A loop, not a recursion: a slot may be given back while `granted` is still running. */
  #grant(): void {
    if (this.#isGranting) return;
    this.#isGranting = true;
    for (const granted of this.#queue) {
      if (this.#active >= this.#limit) break;
      this.#queue.delete(granted);
      this.#active++;
      this.#maxActive = Math.max(this.#maxActive, this.#active);
      granted();
    }
    this.#isGranting = false;
  }
}
