import { meanOf, varianceOf } from "./moments.ts";
import { estimateFromLogs, requirePositive } from "./ratio_estimate.ts";
import type { RatioEstimate } from "./ratio_estimate.ts";
import { studentT95 } from "./student_t95.ts";

/** Two values of the same unit, measured under the same conditions: in one round of a bench. */
export interface Pair {
  readonly value: number;
  readonly baseline: number;
}

/** What pairs say of a ratio. */
export interface PairedRatio extends RatioEstimate {
  /** How many pairs it comes from. */
  readonly pairs: number;
}

/**
 * How values compare with the baselines that they were measured beside: Student's paired interval
 * of 95 % on log(value ÷ baseline). What disturbs a whole round falls out of the ratio. With fewer
 * than two pairs there is no interval, and the decision is `unknown`.
 *
 * @throws {RangeError} for a value or baseline that isn't positive.
 */
export function pairedRatio(pairs: readonly Pair[]): PairedRatio {
  const logs = pairs.map(({ value, baseline }) => {
    requirePositive(value);
    requirePositive(baseline);
    return Math.log(value / baseline);
  });
  const count = logs.length;
  const mean = count === 0 ? null : meanOf(logs);
  const halfWidth = count < 2 ? null : studentT95(count - 1) * Math.sqrt(varianceOf(logs) / count);
  return { ...estimateFromLogs(mean, halfWidth), pairs: count };
}
