/** Events in the order of arrival, for one reader that waits for the next one. */
export class EventQueue<T> {
  readonly #events: T[] = [];
  #wake = () => {};

  /** Adds an event. */
  push(event: T): void {
    this.#events.push(event);
    this.#wake();
  }

  /** Takes the next event; undefined when none comes within `patienceMs`. */
  async next(patienceMs: number): Promise<T | undefined> {
    if (this.#events.length === 0) await this.#arrival(patienceMs);
    return this.#events.shift();
  }

  #arrival(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, patienceMs));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
