import { Buffer } from "node:buffer";

/** Writes some lines; resolves once they are written, rejects when they never will be. */
export type WriteLines = (text: string) => Promise<void>;

/** Hears how many lines were dropped since it was last told; it may push a line that says so. */
export type OnDropped = (lines: number) => void;

/** Text that may wait: about 1000 lines. */
const MAX_WAITING_CHARS = 256 * 1024;

/**
 * What a pipe takes as one piece (`PIPE_BUF` of Linux), if it takes it: a longer write would be mixed
 * with those of other workers, which share the pipe, and could be cut in the middle of a line.
 */
const MAX_WRITE_BYTES = 4096;

/**
 * Lines on their way to a reader who may be slow, or gone: what comes while a write is under way waits
 * for its end. When too much waits, lines are dropped and counted: a log must cost neither memory
 * without a bound nor time of the sessions. Once lines are taken again, the log says what it lacks.
 */
export class LineQueue {
  readonly #write: WriteLines;
  readonly #maxWaitingChars: number;
  readonly #waiting: string[] = [];
  #waitingChars = 0;
  #writing: Promise<void> | undefined;
  #dropped = 0;
  #announced = 0;
  #isAnnouncing = false;
  #onDropped: OnDropped = () => {};

  constructor(write: WriteLines, maxWaitingChars = MAX_WAITING_CHARS) {
    this.#write = write;
    this.#maxWaitingChars = maxWaitingChars;
  }

  /** Lines that were dropped so far. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Tells `onDropped` once lines are taken again. A line that it pushes is never dropped itself. */
  announceTo(onDropped: OnDropped): void {
    this.#onDropped = onDropped;
  }

  /** Writes `line`, which ends with a line feed, now or later, or drops it. */
  push(line: string): void {
    const isFull = this.#waitingChars + line.length > this.#maxWaitingChars;
    if (isFull && !this.#isAnnouncing) {
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
      const lines = this.#take();
      try {
        await this.#write(lines.join(""));
        this.#announce();
      } catch {
        this.#dropped += lines.length;
      }
    }
    this.#writing = undefined;
  }

  /** The lines of the next write. One that is too long by itself goes alone. */
  #take(): string[] {
    let bytes = 0;
    const end = this.#waiting.findIndex((line) =>
      (bytes += Buffer.byteLength(line)) > MAX_WRITE_BYTES
    );
    const lines = this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(1, end));
    for (const line of lines) this.#waitingChars -= line.length;
    return lines;
  }

  #announce(): void {
    const lines = this.#dropped - this.#announced;
    if (lines === 0) return;
    this.#announced = this.#dropped;
    this.#isAnnouncing = true;
    this.#onDropped(lines);
    this.#isAnnouncing = false;
  }
}
