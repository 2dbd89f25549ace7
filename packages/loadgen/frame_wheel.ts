/** Something that is due every 20 ms. */
export interface Periodic {
  /** When it is due next; later by one and the same period after each {@linkcode frameDue}. */
  readonly dueMs: number;
  /** Called when that time has come; false takes it off the wheel. */
  frameDue(nowMs: number): boolean;
}

/**
 * The schedule of all sessions: a ring in the order in which they are due. All have the same period, so
 * the one that was served goes from the head to the tail, and the order stays.
 *
 * Items are inserted in order all the same: while the wheel is late, one that joins at the tail may be
 * due after items that have yet to be served, and then go behind it. Hot path: nothing is allocated per
 * frame, and a frame that is not due costs nothing.
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

  /** Adds one, at its place by when it is due. */
  add(item: Periodic): void {
    if (this.#length > this.#mask) this.#grow();
    const { dueMs } = item;
    let at = this.#length++;
    for (; at > 0; at--) {
      const before = this.#ring[(this.#head + at - 1) & this.#mask]!;
      if (before.dueMs <= dueMs) break;
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
      this.#length--;
      if (item.frameDue(nowMs)) this.add(item);
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
