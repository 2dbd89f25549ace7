import * as v from "valibot";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Strict schema of {@linkcode GatewayReport}. */
export const GatewayReport = v.strictObject({
  runtime: v.nullable(v.string()),
  version: v.nullable(v.string()),
  expected_version: v.exactOptional(v.string()),
  variant: v.nullable(v.string()),
  inference_client: v.nullable(v.string()),
  inference_protocol: v.nullable(v.string()),
  workers: v.nullable(count),
  cpu_us_per_session_second: atLeast0,
  user_us: atLeast0,
  sys_us: atLeast0,
  max_rss_bytes: count,
  rss_bytes_per_session: atLeast0,
  throttled_ms: v.nullable(atLeast0),
});

/**
 * The gateway whose process was watched: who it is and what it used. Of one that isn't ours only the
 * process is known, and what names it is null.
 *
 * - `version`: of its runtime; `expected_version` is there when that is pinned.
 * - `inference_client`, `inference_protocol`: what it posts batches with, e.g. `http2`, `HTTP/2`.
 * - `workers`: processes that serve.
 * - `cpu_us_per_session_second` = `user_us` + `sys_us`, over the measured window.
 * - `throttled_ms`: time of that window in which a CPU limit held it; null where none was set.
 */
export type GatewayReport = v.InferOutput<typeof GatewayReport>;
