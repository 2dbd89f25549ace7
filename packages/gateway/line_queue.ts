/** Writes some lines; resolves once they are written, or never will be. */
export type WriteLines = (text: string) => Promise<void>;

/** Text that may wait, and as much again that may be with the writer: about 1000 lines each. */
const MAX_WAITING_CHARS = 256 * 1024;

/**
 * Lines on their way to a reader who may be slow, or gone: what comes while a write is under way waits
 * for the next one. When too much waits, lines are dropped and counted: a log must cost neither memory
 * without a bound nor time of the sessions.
 */
export class LineQueue {
  readonly #write: WriteLines;
  readonly #maxWaitingChars: number;
  #waiting: string[] = [];
  #waitingChars = 0;
  #writing: Promise<void> | undefined;
  #dropped = 0;

  constructor(write: WriteLines, maxWaitingChars = MAX_WAITING_CHARS) {
    this.#write = write;
    this.#maxWaitingChars = maxWaitingChars;
  }

  /** Lines that were dropped so far. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Writes `line`, which ends with a line feed, now or later, or drops it. */
  push(line: string): void {
    if (this.#waitingChars + line.length > this.#maxWaitingChars) {
      this.#dropped++;
      return;
    }
    this.#waiting.push(line);
    this.#waitingChars += line.length;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when nothing waits. */
  flush(): Promise<void> {
    return this.#writing ?? Promise.resolve();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const text = this.#waiting.join("");
      this.#waiting = [];
      this.#waitingChars = 0;
      await this.#write(text);
    }
    this.#writing = undefined;
  }
}
