import * as v from "valibot";

/** Schema of {@linkcode Verdict}. */
export const Verdict = v.picklist(["pass", "fail", "invalid"]);

/**
 * Did the gateway hold its service level? `invalid` says nothing about the gateway: the tools or the
 * machine were the limit, it was the wrong runtime, or the run was interrupted.
 */
export type Verdict = v.InferOutput<typeof Verdict>;

/** Strict schema of {@linkcode GateResult}. */
export const GateResult = v.strictObject({
  gate: v.string(),
  bound: v.picklist(["max", "min"]),
  limit: v.number(),
  actual: v.number(),
  unit: v.exactOptional(v.string()),
  ok: v.boolean(),
});

/**
 * One gate: what was allowed (`limit` is a `max` or a `min`) and what was measured. The gateway's
 * doing: one that is not ok fails the run.
 */
export type GateResult = v.InferOutput<typeof GateResult>;

const numberOrText = v.union([v.number(), v.string()]);

/** Strict schema of {@linkcode CheckResult}. */
export const CheckResult = v.strictObject({
  check: v.string(),
  limit: numberOrText,
  actual: numberOrText,
  unit: v.exactOptional(v.string()),
  ok: v.boolean(),
});

/**
 * One check of a run's validity: what was found, and the most that is allowed (a number) or the one
 * thing that is right (a text). Not the gateway's doing: one that is not ok makes the run invalid.
 */
export type CheckResult = v.InferOutput<typeof CheckResult>;
