import { niceRange } from "./drawing/nice_range.ts";
import type { Range } from "./drawing/nice_range.ts";

/** How far above its limit a panel goes; what lies higher leaves it through the top. */
const HIGHEST = 2;

/**
 * What the y axis of a panel with latencies shows: the values and the limit, not from 0 where all of
 * them are far from it, and no more than twice the limit.
 *
 * @param values in milliseconds; of none the limit alone is shown
 */
export function yRange(values: readonly number[], limit: number | undefined): Range {
  const [least, most] = [Math.min(...values), Math.max(0, ...values)];
  const top = limit === undefined
    ? most * 1.1 || 1
    : Math.min(Math.max(most * 1.05, limit * 1.1), limit * HIGHEST);
  const bottom = values.length > 0 && least > top * 0.55 ? least - (top - least) * 0.3 : 0;
  return niceRange(bottom, top);
}
