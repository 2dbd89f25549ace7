const GOLDEN_RATIO_FRACTION = 0.6180339887;

/**
 * A number in [0, 1) for session `id`: whatever their number, sessions lie evenly spread, because
 * multiples of the golden ratio fill the largest gap each time.
 */
export function spread(id: number): number {
  return (id * GOLDEN_RATIO_FRACTION) % 1;
}
