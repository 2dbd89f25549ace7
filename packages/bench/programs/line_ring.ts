/** The last `capacity` lines of a log, each cut at `maxLength` characters: bounded, whatever comes. */
export class LineRing {
  readonly #capacity: number;
  readonly #maxLength: number;
  readonly #lines: string[] = [];

  constructor(capacity = 20, maxLength = 500) {
    this.#capacity = capacity;
    this.#maxLength = maxLength;
  }

  /** Adds a line, and drops the oldest one if there are too many. Blank lines are left out. */
  push(line: string): void {
    if (line.trim() === "") return;
    this.#lines.push(
      line.length > this.#maxLength ? `${line.slice(0, this.#maxLength)} …` : line,
    );
    if (this.#lines.length > this.#capacity) this.#lines.shift();
  }

  /** The lines, oldest first. */
  get lines(): readonly string[] {
    return [...this.#lines];
  }
}
