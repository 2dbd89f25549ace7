/** Rounds to the three decimals that numbers in result files have. */
export function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
