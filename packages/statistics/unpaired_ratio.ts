import { meanOf, varianceOf } from "./moments.ts";
import { estimateFromLogs, requirePositive } from "./ratio_estimate.ts";
import type { RatioEstimate } from "./ratio_estimate.ts";
import { studentT95 } from "./student_t95.ts";

/**
 * How `values` compare with `baselines` that were measured apart from them, on another day:
 * Welch's interval of 95 % on the difference of the mean logarithms. With fewer than two values on
 * either side there is no interval, and the decision is `unknown`.
 *
 * @throws {RangeError} for a value or baseline that isn't positive.
 */
export function unpairedRatio(
  values: readonly number[],
  baselines: readonly number[],
): RatioEstimate {
  const [logs, baselineLogs] = [values, baselines].map(toLogs) as [number[], number[]];
  if (logs.length === 0 || baselineLogs.length === 0) return estimateFromLogs(null, null);
  const difference = meanOf(logs) - meanOf(baselineLogs);
  return estimateFromLogs(difference, welchHalfWidth(logs, baselineLogs));
}

function toLogs(values: readonly number[]): number[] {
  values.forEach(requirePositive);
  return values.map(Math.log);
}

/** Welch 1947, with Satterthwaite's degrees of freedom. */
function welchHalfWidth(a: readonly number[], b: readonly number[]): number | null {
  const fewest = Math.min(a.length, b.length);
  if (fewest < 2) return null;
  const squaredErrorA = varianceOf(a) / a.length;
  const squaredErrorB = varianceOf(b) / b.length;
  const squaredError = squaredErrorA + squaredErrorB;
  if (squaredError === 0) return 0;
  const degreesOfFreedom = squaredError ** 2 /
    (squaredErrorA ** 2 / (a.length - 1) + squaredErrorB ** 2 / (b.length - 1));
  // Rounding may bring it just below its least possible value, and so down by a whole degree.
  return studentT95(Math.max(degreesOfFreedom, fewest - 1)) * Math.sqrt(squaredError);
}
