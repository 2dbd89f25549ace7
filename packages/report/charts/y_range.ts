/** How far above its limit a panel goes; what lies higher leaves it through the top. */
const HIGHEST = 2;

/**
 * What the y axis of a panel with latencies shows: the values and the limit, not from 0 where all of
 * them are far from it, and no more than twice the limit. In steps of 50.
 *
 * @param values at least one, in milliseconds
 */
export function yRange(
  values: readonly number[],
  limit: number | undefined,
): { readonly min: number; readonly max: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const top = limit === undefined
    ? most * 1.1
    : Math.min(Math.max(most * 1.08, limit * 1.15), limit * HIGHEST);
  const bottom = least > top * 0.55 ? least - (top - least) * 0.5 : 0;
  return { min: Math.max(0, Math.floor(bottom / 50) * 50), max: Math.ceil(top / 50) * 50 };
}
