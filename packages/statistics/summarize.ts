/** A list of numbers in short; all in the unit of the list. */
export interface Summary {
  /** The middle value; between the two middle ones of an even count, their mean. */
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/**
 * Median and extremes of `values`, in any order.
 *
 * @throws {RangeError} for an empty list.
 */
export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  if (count === 0) throw new RangeError("Cannot summarize: expected at least one value, got none");
  const upper = sorted[Math.floor(count / 2)]!;
  const lower = sorted[Math.floor((count - 1) / 2)]!;
  return { median: (lower + upper) / 2, min: sorted[0]!, max: sorted[count - 1]!, count };
}
