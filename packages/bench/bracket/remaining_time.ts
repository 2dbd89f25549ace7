import type { LoadProfile } from "../run/load_profile.ts";

/** Starting programs, and closing sessions, in seconds. */
const OVERHEAD_SECS = 4;

/** How long runs take: as long as the load says at first, then as long as they did so far. */
export class RemainingTime {
  readonly #expectedMs: number;
  #runs = 0;
  #totalMs = 0;

  constructor(load: Omit<LoadProfile, "sessions">) {
    const { rampUpSecs, sessionStartSpreadMs, warmupSecs, measureSecs } = load;
    this.#expectedMs = (rampUpSecs + warmupSecs + measureSecs + OVERHEAD_SECS) * 1000 +
      sessionStartSpreadMs;
  }

  /** A run took so long. */
  ran(ms: number): void {
    this.#runs++;
    this.#totalMs += ms;
  }

  /** How long so many runs will take, in words. */
  of(runs: number): string {
    const eachMs = this.#runs === 0 ? this.#expectedMs : this.#totalMs / this.#runs;
    const secs = Math.ceil(runs * eachMs / 1000);
    return secs < 100 ? `${secs} s` : `${Math.round(secs / 60)} min`;
  }
}
