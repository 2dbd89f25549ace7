/**
 * Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom, as in the NIST/SEMATECH
 * e-Handbook of Statistical Methods, 1.3.6.7.2, with three digits more.
 */
// deno-fmt-ignore
const TABLE: readonly number[] = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
  2.200985, 2.178813, 2.160369, 2.144787, 2.131450, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963,
  2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.045230, 2.042272,
];

/** The same quantile of the normal distribution. */
const Z = 1.959963984540054;

/** Coefficients of 1/n, 1/n², 1/n³ and 1/n⁴ (Abramowitz and Stegun, 26.7.5). */
const EXPANSION: readonly number[] = [
  (Z ** 3 + Z) / 4,
  (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
  (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
  (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / 92_160,
];

/**
 * The two-sided 95 % quantile of Student's t: a 95 % interval is the mean ± this many standard
 * errors. Good to 0.000001. Fractional degrees, as Welch's interval has, are rounded down, which
 * makes an interval wider rather than too narrow.
 *
 * @throws {RangeError} for less than one degree of freedom.
 */
export function studentT95(degreesOfFreedom: number): number {
  const n = Math.floor(degreesOfFreedom);
  if (!(n >= 1)) {
    throw new RangeError(
      `Cannot look up Student's t: expected at least 1 degree of freedom, got ${degreesOfFreedom}`,
    );
  }
  return TABLE[n - 1] ?? EXPANSION.reduce((t, factor, i) => t + factor / n ** (i + 1), Z);
}
