import * as v from "valibot";

const milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Strict schema of {@linkcode Latency}. */
export const Latency = v.strictObject({
  p50_ms: milliseconds,
  p95_ms: milliseconds,
  p99_ms: milliseconds,
  p999_ms: milliseconds,
  max_ms: milliseconds,
});

/** Percentiles of one histogram in milliseconds; all 0 when nothing was recorded. */
export type Latency = v.InferOutput<typeof Latency>;

/**
 * A latency from a frame to its partial; undefined where no partial came, whose zeros must not be taken
 * for a fast gateway.
 */
export function answered(latency: Latency | undefined): Latency | undefined {
  return latency !== undefined && latency.max_ms > 0 ? latency : undefined;
}

/** The histograms of a run, by the name of their field in a summary, in the order of a summary. */
export const HISTOGRAM_NAMES = [
  "newest_frame_to_partial_latency",
  "oldest_frame_to_partial_latency",
  "flush_lateness",
  "newest_from_schedule",
  "oldest_from_schedule",
  "send_lateness",
  "send_wait",
  "connect_latency",
] as const;

/** One of {@linkcode HISTOGRAM_NAMES}. */
export type HistogramName = (typeof HISTOGRAM_NAMES)[number];
