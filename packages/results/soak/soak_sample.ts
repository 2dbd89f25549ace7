import * as v from "valibot";

const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(atLeast0, v.integer());

/** Strict schema of {@linkcode SoakSample}. */
export const SoakSample = v.strictObject({
  /** Seconds since the load began. */
  at_secs: atLeast0,
  sessions_open: count,
  /** Errors of every kind so far. */
  errors: count,
  /** Newest frame → partial of the last second; null when none came. */
  newest_p50_ms: v.nullable(atLeast0),
  newest_p95_ms: v.nullable(atLeast0),
  /** Memory of the gateway; null where its process isn't known. */
  rss_bytes: v.nullable(count),
});

/** A gateway under load at one moment. */
export type SoakSample = v.InferOutput<typeof SoakSample>;
