import type { Random } from "@stt-bench/statistics";

/** Parameters of a {@linkcode LatencyModel}; the defaults stand in `config.ts`. */
export interface LatencyParameters {
  /** Median of the model's own time, in milliseconds; 0 leaves only the wait for a batch. */
  readonly delayMs: number;
  /** Standard deviation of the logarithm of the model's time. */
  readonly jitterSigma: number;
  /** Share of answers, 0–1, whose model time is multiplied by `longtailMultiplier`. */
  readonly longtailProbability: number;
  readonly longtailMultiplier: number;
  /** Longest wait for the GPU's next batch; the wait is uniform from 0 to this, in milliseconds. */
  readonly batchWaitMaxMs: number;
}

/**
 * How long an answer takes: `U(0, batchWaitMax) + LogNormal(ln delay, sigma) × long tail`.
 *
 * Knows no clock and no timer: it draws numbers, somebody else waits.
 */
export class LatencyModel {
  readonly #parameters: LatencyParameters;
  readonly #random: Random;

  constructor(parameters: LatencyParameters, random: Random) {
    this.#parameters = parameters;
    this.#random = random;
  }

  /** Draws the next answer's time in milliseconds. Always takes four numbers from the generator. */
  nextMs(): number {
    const { delayMs, jitterSigma, longtailProbability, longtailMultiplier, batchWaitMaxMs } =
      this.#parameters;
    const batchWaitMs = this.#random() * batchWaitMaxMs;
    const modelMs = delayMs * Math.exp(jitterSigma * this.#standardNormal());
    const isLongtail = this.#random() < longtailProbability;
    return batchWaitMs + (isLongtail ? modelMs * longtailMultiplier : modelMs);
  }

  /** Box–Muller; `1 − u` keeps the logarithm away from 0. */
  #standardNormal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random()));
    return radius * Math.cos(2 * Math.PI * this.#random());
  }
}
