/**
 * How far due times drift from a grid of `intervalMs`, in milliseconds per interval: the median over
 * all pairs (Theil–Sen), so that a stall of a busy machine does not count.
 *
 * `dueTimesMs` are times at which flushes were due, as well as they can be seen; some due times may
 * be missing, since a flush may be skipped.
 */
export function driftPerInterval(dueTimesMs: readonly number[], intervalMs: number): number {
  const index: number[] = [];
  dueTimesMs.forEach((dueMs, i) => {
    const steps = i === 0 ? 0 : Math.round((dueMs - dueTimesMs[i - 1]!) / intervalMs);
    index.push((index.at(-1) ?? 0) + (i === 0 ? 0 : Math.max(1, steps)));
  });
  const drifts: number[] = [];
  for (let i = 0; i < index.length; i++) {
    for (let j = i + 1; j < index.length; j++) {
      drifts.push((dueTimesMs[j]! - dueTimesMs[i]!) / (index[j]! - index[i]!) - intervalMs);
    }
  }
  drifts.sort((a, b) => a - b);
  return drifts[drifts.length >> 1] ?? 0;
}
