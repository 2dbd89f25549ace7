import type { RecordableHistogram } from "node:perf_hooks";

/** Some percentiles of a duration, in milliseconds with three decimals. */
export interface Percentiles {
  readonly count: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
}

/** Records a duration in whole microseconds; a negative or zero one counts as 1 µs, the least. */
export function recordMs(histogram: RecordableHistogram, ms: number): void {
  histogram.record(Math.max(1, Math.round(ms * 1000)));
}

/** Reads what {@linkcode recordMs} recorded. */
export function percentilesOf(histogram: RecordableHistogram): Percentiles {
  const isEmpty = histogram.count === 0;
  const ms = (us: number) => isEmpty ? 0 : us / 1000;
  return {
    count: histogram.count,
    p50_ms: ms(histogram.percentile(50)),
    p99_ms: ms(histogram.percentile(99)),
    max_ms: ms(histogram.max),
  };
}
