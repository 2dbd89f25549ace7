/** A clock that moves when it is told to, and then calls its ticks once for each millisecond. */
export class ManualClock {
  #nowMs = 0;
  readonly #ticks = new Set<() => unknown>();

  /** Milliseconds since some moment. */
  readonly now = (): number => this.#nowMs;

  /** Calls `tick` each millisecond until the returned function is called. */
  readonly everyMs = (tick: () => unknown): () => void => {
    this.#ticks.add(tick);
    return () => void this.#ticks.delete(tick);
  };

  /** Moves by `ms`, a millisecond at a time. */
  advance(ms: number): void {
    for (const endMs = this.#nowMs + ms; this.#nowMs < endMs;) {
      this.#nowMs++;
      for (const tick of this.#ticks) tick();
    }
  }

  /** Moves by `ms` at once, as for a process that was not scheduled. */
  jump(ms: number): void {
    this.#nowMs += ms;
  }

  /** Moves until `promise` settles; throws when that takes longer than `limitMs`. */
  async until<T>(promise: Promise<T>, limitMs = 120_000): Promise<T> {
    let isSettled = false;
    const settle = () => isSettled = true;
    promise.then(settle, settle);
    for (let ms = 0; !isSettled; ms++) {
      if (ms > limitMs) throw new Error(`expected an end within ${limitMs} ms, got none`);
      this.advance(1);
      await Promise.resolve();
      await Promise.resolve();
    }
    return promise;
  }
}
