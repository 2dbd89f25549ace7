import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from "hdr-histogram-js";

const US_PER_MS = 1000;
const MAX_US = 60_000_000;
const BUCKET_BITS = 64;

/** Percentiles of a histogram, in milliseconds. */
export interface LatencyPercentiles {
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  readonly p999_ms: number;
  readonly max_ms: number;
}

/** A histogram as it stands in a file: HDR V2, compressed, base64. */
export interface EncodedHistogram {
  readonly encoded: string;
  /** How many of its values were over 60 s. */
  readonly clamped: number;
}

/**
 * Latencies up to 60 s, recorded in microseconds with 3 significant digits unless other `digits` are
 * asked for. A longer one is recorded as 60 s and counted in {@linkcode clamped}.
 */
export class LatencyHistogram {
  readonly #histogram: ReturnType<typeof newHistogram>;
  #clamped = 0;

  constructor(digits: 2 | 3 = 3) {
    this.#histogram = newHistogram(digits);
  }

  /** Values that were recorded, clamped ones included. */
  get count(): number {
    return this.#histogram.totalCount;
  }

  /** Values over 60 s. */
  get clamped(): number {
    return this.#clamped;
  }

  /** Records one latency; a negative one (two clock readings, rounded) counts as 0. Allocates nothing. */
  record(ms: number): void {
    const us = Math.round(ms * US_PER_MS);
    if (us > MAX_US) this.#clamped++;
    this.#histogram.recordValue(Math.min(Math.max(us, 0), MAX_US));
  }

  /** Forgets everything that was recorded. */
  reset(): void {
    this.#histogram.reset();
    this.#clamped = 0;
  }

  /**
   * The least latency, in milliseconds, that `percent` % of the values are no longer than, as exact as
   * {@linkcode summary}; 0 when nothing was recorded.
   */
  percentile(percent: number): number {
    if (this.#histogram.totalCount === 0) return 0;
    return Math.min(this.#histogram.getValueAtPercentile(percent), MAX_US) / US_PER_MS;
  }

  /**
   * The percentiles; all 0 when nothing was recorded. Each is never too low, and too high by at most
   * 0.1 % (1 % with 2 digits).
   */
  summary(): LatencyPercentiles {
    return {
      p50_ms: this.percentile(50),
      p95_ms: this.percentile(95),
      p99_ms: this.percentile(99),
      p999_ms: this.percentile(99.9),
      max_ms: this.percentile(100),
    };
  }

  /** Everything that was recorded, for {@linkcode add} in another process. */
  encode(): EncodedHistogram {
    return { encoded: encodeIntoCompressedBase64(this.#histogram), clamped: this.#clamped };
  }

  /**
   * Adds what another histogram recorded, without loss.
   *
   * @throws {Error} when it is not an encoded histogram.
   */
  add({ encoded, clamped }: EncodedHistogram): void {
    const other = decodeFromCompressedBase64(encoded, BUCKET_BITS);
    // Declared as any histogram, but 64-bit buckets are what was asked for, and only they can be added.
    this.#histogram.add(other as ReturnType<typeof newHistogram>);
    this.#clamped += clamped;
  }
}

function newHistogram(digits: 2 | 3) {
  return build({
    bitBucketSize: BUCKET_BITS,
    lowestDiscernibleValue: 1,
    highestTrackableValue: MAX_US,
    numberOfSignificantValueDigits: digits,
    autoResize: false,
  });
}
