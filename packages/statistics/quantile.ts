/**
 * The smallest value that at least a share `q` of all values does not exceed: the nearest rank, as in an
 * HDR histogram. It is always one of the values, never interpolated.
 *
 * @param sorted ascending
 * @param q in 0 … 1
 * @throws {RangeError} for an empty list, or another `q`.
 */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0 || !(q >= 0 && q <= 1)) {
    throw new RangeError(
      `Cannot find a quantile: expected values and a share in 0–1, got ${sorted.length} values and ${q}`,
    );
  }
  // A share such as 0.07 × 100 comes out as 7.000000000000001.
  const rank = Math.ceil(q * sorted.length - 1e-9);
  return sorted[Math.max(0, rank - 1)]!;
}
