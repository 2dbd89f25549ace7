import { quantile } from "./quantile.ts";
import { seededRandom } from "./seeded_random.ts";

/** Fewer values than this have too few different resamples for an interval. */
export const BOOTSTRAP_MIN_VALUES = 3;

/** How a bootstrap is done. */
export interface BootstrapOptions {
  /** Decides the resamples: the same seed gives the same interval, on every runtime. */
  readonly seed: number;
  readonly resamples: number;
  /** Part of the resamples that the interval holds, e.g. 0.95. */
  readonly level: number;
}

/** The options of published intervals, unless they say otherwise. */
export const BOOTSTRAP_DEFAULTS: BootstrapOptions = { seed: 1, resamples: 10_000, level: 0.95 };

/** Both ends of an interval, in the unit of the values. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The percentile interval of the bootstrap (B. Efron and R. J. Tibshirani, An Introduction to the
 * Bootstrap, 1993, §13.3): as many values as there are are drawn with replacement, many times over, and
 * the interval holds the middle of their statistics. It assumes no distribution, and the interval of
 * logarithms is the logarithm of the interval. With few values it is too narrow: in 2000 trials with
 * normal values, the 95 % interval of a mean held the truth in 73 % with three values, in 83 % with five
 * and in 90 % with ten.
 *
 * @param statistic is given the same array each time, with other values, and must not keep it
 * @returns undefined for fewer than {@linkcode BOOTSTRAP_MIN_VALUES} values.
 */
export function bootstrapInterval(
  values: readonly number[],
  statistic: (resample: readonly number[]) => number,
  options: Partial<BootstrapOptions> = {},
): Interval | undefined {
  const { seed, resamples, level } = { ...BOOTSTRAP_DEFAULTS, ...options };
  const { length } = values;
  if (length < BOOTSTRAP_MIN_VALUES) return undefined;
  const random = seededRandom(seed);
  const outcomes = new Float64Array(resamples);
  const resample = [...values];
  for (let i = 0; i < resamples; i++) {
    for (let j = 0; j < length; j++) resample[j] = values[Math.floor(random() * length)]!;
    outcomes[i] = statistic(resample);
  }
  outcomes.sort();
  const tail = (1 - level) / 2;
  return { low: quantile(outcomes, tail), high: quantile(outcomes, 1 - tail) };
}
