import * as v from "valibot";

const sessions = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Strict schema of {@linkcode GatewaySessions}. */
export const GatewaySessions = v.strictObject({
  opened: sessions,
  closed: sessions,
  open: sessions,
});

/** What became of each session that a gateway has opened since it started, by its own count. */
export type GatewaySessions = v.InferOutput<typeof GatewaySessions>;
