/**
 * The order of a round (from 1): each round begins with another target, so that none is always
 * measured first, on a machine that is still cool, or always after the same other one.
 */
export function rotate<T>(targets: readonly T[], round: number): readonly T[] {
  const first = (round - 1) % Math.max(1, targets.length);
  return [...targets.slice(first), ...targets.slice(0, first)];
}
