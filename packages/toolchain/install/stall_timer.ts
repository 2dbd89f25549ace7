/** Aborts {@linkcode StallTimer.signal} when it hasn't been restarted for a time. */
export class StallTimer {
  readonly #controller = new AbortController();
  readonly #limitMs: number;
  #timer: ReturnType<typeof setTimeout>;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.#timer = this.#start();
  }

  /** Aborted, with an error that names the limit, once the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Begins the time anew. */
  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  /** Ends the timer; the signal stays as it is. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#controller.abort(new Error(`expected bytes, got none for ${this.#limitMs} ms`));
    }, this.#limitMs);
  }
}
