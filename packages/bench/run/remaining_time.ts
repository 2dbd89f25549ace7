import type { LoadProfile } from "./load_profile.ts";

/** Starting programs, and closing sessions, in milliseconds. */
const OVERHEAD_MS = 4000;

/** How long things take that are done again and again: as expected at first, then as they did so far. */
export class RemainingTime {
  readonly #expectedMs: number;
  #count = 0;
  #totalMs = 0;

  /** `expectedMs` is how long one of them will take, as far as anybody knows before the first. */
  constructor(expectedMs: number) {
    this.#expectedMs = expectedMs;
  }

  /** For runs under `load`. */
  static ofRuns(load: Omit<LoadProfile, "sessions">): RemainingTime {
    const { rampUpSecs, sessionStartSpreadMs, warmupSecs, measureSecs } = load;
    const loadMs = (rampUpSecs + warmupSecs + measureSecs) * 1000 + sessionStartSpreadMs;
    return new RemainingTime(loadMs + OVERHEAD_MS);
  }

  /** Counts one that took `ms`. */
  took(ms: number): void {
    this.#count++;
    this.#totalMs += ms;
  }

  /** Runs one, and counts how long it took, unless it throws. */
  async timed<T>(run: () => Promise<T>): Promise<T> {
    const startMs = performance.now();
    const result = await run();
    this.took(performance.now() - startMs);
    return result;
  }

  /** How long `count` of them will take, in milliseconds. */
  ofMs(count: number): number {
    return count * (this.#count === 0 ? this.#expectedMs : this.#totalMs / this.#count);
  }
}
