import type { LiveSample } from "../live_sample.ts";

/** Samples of one run, thinned out so that a run of any length keeps at most so many. */
export class SampleSeries {
  readonly #most: number;
  #samples: LiveSample[] = [];
  /** One of so many is kept. */
  #stride = 1;
  #count = 0;

  /** `most` is at least 2. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Oldest first, in equal steps. */
  get samples(): readonly LiveSample[] {
    return this.#samples;
  }

  /** Takes the next one. */
  add(sample: LiveSample): void {
    if (this.#count++ % this.#stride !== 0) return;
    this.#samples.push(sample);
    if (this.#samples.length <= this.#most) return;
    this.#samples = this.#samples.filter((_, i) => i % 2 === 0);
    this.#stride *= 2;
  }
}
