import * as v from "valibot";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ms = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Strict schema of {@linkcode SimulatorReport}. */
export const SimulatorReport = v.strictObject({
  alive: v.boolean(),
  requests: v.nullable(count),
  errors: v.nullable(count),
  queue_wait_p99_ms: v.nullable(ms),
  loop_delay_p99_ms: v.nullable(ms),
  answer_lateness_p99_ms: v.nullable(ms),
  max_in_flight: v.nullable(count),
});

/**
 * What the inference simulator says of itself over the measured window; the numbers are null when it
 * did not live to say them.
 *
 * - `errors`: requests that it spoiled itself, as by an injected fault. Not those that the gateway
 *   spoiled: a body of odd length or over the limit, a request that was cancelled.
 * - `queue_wait_p99_ms`: wait for a slot. `loop_delay_p99_ms`: how late its event loop ran timers.
 * - `answer_lateness_p99_ms`: how much later than its latency model said an answer went out.
 * - `max_in_flight`: most requests under way at once.
 */
export type SimulatorReport = v.InferOutput<typeof SimulatorReport>;
