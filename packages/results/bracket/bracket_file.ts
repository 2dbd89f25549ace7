import * as v from "valibot";
import { Verdict } from "../verdict.ts";
import { bracketOutcomes, errorModes } from "./bracket_result.ts";

/** Version of the file's fields; a change that could break a reader raises it. */
export const BRACKET_SCHEMA_VERSION = 1;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const atLeast1 = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const texts = v.array(v.string());

const Options = v.pipe(
  v.strictObject({
    start: atLeast1,
    step: v.pipe(v.number(), v.gtValue(0), v.ltValue(1)),
    min: atLeast1,
    max: atLeast1,
    confirmations: atLeast1,
    invalid_retries: count,
    max_probes: atLeast1,
  }),
  v.check(({ min, max }) => min <= max, "expected min ≤ max"),
);

const HistoryPoint = v.strictObject({
  sessions: atLeast1,
  verdict: Verdict,
  failing_gates: texts,
  errors: count,
  reasons: texts,
});

const ResultFields = v.strictObject({
  outcome: v.picklist(bracketOutcomes),
  confirmed: v.nullable(count),
  borderline: v.array(atLeast1),
  first_solid_fail: v.nullable(atLeast1),
  failing_gate: v.nullable(v.string()),
  error_mode: v.nullable(v.picklist(errorModes)),
  points: count,
  reasons: texts,
});

/** Strict schema of the file that a bracket leaves behind, and is resumed from. */
export const BracketFile = v.strictObject({
  schema_version: v.literal(BRACKET_SCHEMA_VERSION),
  /** What the points were measured under; only under the same may others be added. */
  conditions: v.record(v.string(), v.string()),
  options: Options,
  searches: v.array(v.strictObject({
    target: v.string(),
    history: v.array(HistoryPoint),
    /** Null until the search has ended. */
    result: v.nullable(ResultFields),
  })),
});

/** What a bracket's file holds. */
export type BracketFile = v.InferOutput<typeof BracketFile>;

/** What a bracket's file holds of one result. */
export type BracketFileResult = v.InferOutput<typeof ResultFields>;
