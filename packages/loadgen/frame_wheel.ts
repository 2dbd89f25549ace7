/** Something that is due every 20 ms. */
export interface Periodic {
  /** When it is due next; later by one and the same period after each {@linkcode frameDue}. */
  readonly dueMs: number;
  /** Called when that time has come; false takes it off the wheel. */
  frameDue(nowMs: number): boolean;
}

/**
 * The schedule of all sessions. As all have the same period, the order in which they are due never
 * changes: a ring, whose head is due next, and which sends what it has served to its tail.
 *
 * Hot path: nothing is allocated per frame, and a frame that is not due costs nothing.
 */
export class FrameWheel {
  #ring: (Periodic | undefined)[] = new Array(64).fill(undefined);
  #mask = 63;
  #head = 0;
  #length = 0;
  readonly #clock: () => number;

  /** `clock` tells the time in milliseconds; it is read again for each frame. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Adds one; it is due at most one period after those that were served last. */
  add(item: Periodic): void {
    if (this.#length > this.#mask) this.#grow();
    let at = this.#length++;
    for (; at > 0; at--) {
      const before = this.#ring[(this.#head + at - 1) & this.#mask]!;
      if (before.dueMs <= item.dueMs) break;
      this.#ring[(this.#head + at) & this.#mask] = before;
    }
    this.#ring[(this.#head + at) & this.#mask] = item;
  }

  /**
   * Serves each item that is due, as often as it is due. What becomes due meanwhile is left to the
   * next call, so that a wheel that cannot keep up still lets answers in between; returns whether
   * there is such an item.
   */
  advance(): boolean {
    const untilMs = this.#clock();
    for (let nowMs = untilMs; this.#length > 0; nowMs = this.#clock()) {
      const item = this.#ring[this.#head]!;
      if (item.dueMs > untilMs) return item.dueMs <= nowMs;
      this.#ring[this.#head] = undefined;
      this.#head = (this.#head + 1) & this.#mask;
      if (item.frameDue(nowMs)) this.#ring[(this.#head + this.#length - 1) & this.#mask] = item;
      else this.#length--;
    }
    return false;
  }

  #grow(): void {
    const length = this.#ring.length;
    const ring = new Array<Periodic | undefined>(2 * length).fill(undefined);
    for (let i = 0; i < length; i++) ring[i] = this.#ring[(this.#head + i) & this.#mask];
    this.#ring = ring;
    this.#mask = 2 * length - 1;
    this.#head = 0;
  }
}
