import * as v from "valibot";

const frames = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Strict schema of {@linkcode GatewayLedger}. */
export const GatewayLedger = v.strictObject({
  received: frames,
  acknowledged: frames,
  failed: frames,
  dropped: frames,
  discarded: frames,
  in_flight: frames,
  buffered: frames,
});

/**
 * What became of each frame that a gateway received, by its own count, in frames: answered by a
 * partial, by an error message, dropped by overflow, discarded as its session ended first, in an
 * inference request, or still in a buffer.
 */
export type GatewayLedger = v.InferOutput<typeof GatewayLedger>;
