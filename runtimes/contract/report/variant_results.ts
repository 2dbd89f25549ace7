import * as v from "valibot";

/** How a case may end: `exception` is a failure that {@linkcode Deviation} documents, exactly so. */
export const outcomes = ["pass", "exception", "skip", "fail"] as const;

/** One of {@linkcode outcomes}. */
export type Outcome = (typeof outcomes)[number];

/** Strict schema of {@linkcode CaseOutcome}. */
export const CaseOutcome = v.strictObject({
  name: v.string(),
  outcome: v.picklist(outcomes),
  detail: v.exactOptional(v.string()),
  elapsed_ms: v.pipe(v.number(), v.minValue(0)),
});

/** How a case ended, why if it did not pass or what is worth knowing, and how long that took. */
export type CaseOutcome = v.InferOutput<typeof CaseOutcome>;

/** Strict schema of {@linkcode VariantResults}. */
export const VariantResults = v.strictObject({
  variant: v.string(),
  runtime: v.string(),
  version: v.string(),
  cases: v.array(CaseOutcome),
});

/** What came of the cases that were run against one variant, on one version of its runtime. */
export type VariantResults = v.InferOutput<typeof VariantResults>;
