/** A ratio nearer to 1 than this is a tie, however sure we are of it. */
export const TIE_GAP = 0.05;

/** What a ratio says of the value, seen from its baseline; `unknown` says nothing. */
export type RatioDecision = "lower" | "higher" | "tie" | "unknown";

/** How a value compares with its baseline: 0.8 says that it is a fifth lower. */
export interface RatioEstimate {
  /** The geometric mean of value ÷ baseline; null when there is nothing to compare. */
  readonly ratio: number | null;
  /** Low end of the 95 % interval; null when there are too few values for one. */
  readonly low: number | null;
  /** High end of it. */
  readonly high: number | null;
  /** `tie` when the interval includes 1, or the ratio is within {@linkcode TIE_GAP} of 1. */
  readonly decision: RatioDecision;
}

/** The estimate of a ratio whose logarithm is `logRatio` ± `halfWidth`; null is unknown. */
export function estimateFromLogs(
  logRatio: number | null,
  halfWidth: number | null,
): RatioEstimate {
  if (logRatio === null) return { ratio: null, low: null, high: null, decision: "unknown" };
  const ratio = Math.exp(logRatio);
  if (halfWidth === null) return { ratio, low: null, high: null, decision: "unknown" };
  const low = Math.exp(logRatio - halfWidth);
  const high = Math.exp(logRatio + halfWidth);
  return { ratio, low, high, decision: decide(ratio, low, high) };
}

function decide(ratio: number, low: number, high: number): RatioDecision {
  if (low <= 1 && high >= 1) return "tie";
  if (Math.abs(ratio - 1) < TIE_GAP) return "tie";
  return ratio < 1 ? "lower" : "higher";
}

/**
 * Accepts what has a logarithm.
 *
 * @throws {RangeError} for anything but a positive, finite number.
 */
export function requirePositive(value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  throw new RangeError(`Cannot compare by ratio: expected a positive number, got ${value}`);
}
