import * as v from "valibot";

/** Schema of {@linkcode Verdict}. */
export const Verdict = v.picklist(["pass", "fail", "invalid"]);

/**
 * Did the gateway hold its service level? `invalid` says nothing about the gateway: the generator
 * was the limit, or the run was interrupted.
 */
export type Verdict = v.InferOutput<typeof Verdict>;

/** Strict schema of {@linkcode GateResult}. */
export const GateResult = v.strictObject({
  gate: v.string(),
  bound: v.picklist(["max", "min"]),
  limit: v.number(),
  actual: v.number(),
  ok: v.boolean(),
});

/** One gate: what was allowed (`limit` is a `max` or a `min`) and what was measured. */
export type GateResult = v.InferOutput<typeof GateResult>;
