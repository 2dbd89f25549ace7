/** Durations by bucket, as plain numbers that can be summed over processes. */
export interface HistogramNumbers {
  /** Durations in each bucket: up to its bound and above the one before; the last has no bound. */
  readonly counts: readonly number[];
  /** All durations together. */
  readonly sumMs: number;
}

/** Sorts durations into buckets. A record is a few comparisons and allocates nothing. */
export class Histogram {
  readonly #boundsMs: readonly number[];
  readonly #counts: number[];
  #sumMs = 0;

  /** `boundsMs` are the upper bounds of the buckets, ascending. */
  constructor(boundsMs: readonly number[]) {
    this.#boundsMs = boundsMs;
    this.#counts = new Array(boundsMs.length + 1).fill(0);
  }

  /** Counts a duration; a bound is part of the bucket below it, as Prometheus has it. */
  record(ms: number): void {
    let bucket = 0;
    while (ms > this.#boundsMs[bucket]!) bucket++;
    this.#counts[bucket]!++;
    this.#sumMs += ms;
  }

  /** What it has counted so far; a copy. */
  get numbers(): HistogramNumbers {
    return { counts: [...this.#counts], sumMs: this.#sumMs };
  }
}
