import { bracketOutcomes, Comparison, errorModes, Ratio } from "@stt-bench/results";
import * as v from "valibot";
import { Source } from "./source.ts";

/** Version of the file's fields; a change that could break a reader raises it. */
export const PUBLISHED_SCHEMA_VERSION = 2;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.nonEmpty());

/** A part that nobody has measured, and why. */
export const Missing = v.strictObject({ missing: v.pipe(v.string(), v.nonEmpty()) });

/** A part that nobody has measured, and why. */
export type Missing = v.InferOutput<typeof Missing>;

/** Strict schema of {@linkcode Cost}. */
export const Cost = v.strictObject({ source: Source, sessions: count, comparison: Comparison });

/** What each gateway costs under the same number of sessions: CPU time, memory and latency. */
export type Cost = v.InferOutput<typeof Cost>;

/** Strict schema of {@linkcode Capacity}. */
export const Capacity = v.strictObject({
  source: Source,
  /** What a number of sessions counts, e.g. `sessions at 0.25 vCPU`. */
  counted: v.string(),
  gateways: v.array(v.strictObject({
    target: name,
    outcome: v.picklist(bracketOutcomes),
    /** Sessions that it holds for certain; null where nobody knows. */
    confirmed: v.nullable(count),
    /** Whether it may hold more: the tools were the limit, not the gateway. */
    at_least: v.boolean(),
    borderline: v.array(count),
    first_solid_fail: v.nullable(count),
    failing_gate: v.nullable(v.string()),
    error_mode: v.nullable(v.picklist(errorModes)),
    runs: count,
  })),
});

/** How many sessions each gateway holds within the service level. */
export type Capacity = v.InferOutput<typeof Capacity>;

/** Strict schema of {@linkcode Scaling}. */
export const Scaling = v.strictObject({
  source: Source,
  gateways: v.array(v.strictObject({
    variant: name,
    workers: count,
    /** Sessions that one worker holds, and that several do; null where it wasn't searched. */
    from: v.nullable(count),
    to: v.nullable(count),
    ratio: v.nullable(v.number()),
    at_least: v.boolean(),
    /** Why there is no ratio. */
    problem: v.nullable(v.string()),
    /** CPU of several workers ÷ that of one under the same sessions; null where not measured. */
    cost: v.nullable(Ratio),
  })),
});

/** What several workers do for a gateway. */
export type Scaling = v.InferOutput<typeof Scaling>;

/** Strict schema of {@linkcode Answer}. */
export const Answer = v.strictObject({
  /** Whose sockets these gateways have: their runtime's, tuned ones, or libc's. */
  sockets: v.picklist(["native", "tuned", "reactor"]),
  sentences: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.readonly()),
});

/** Which runtime is the best with one kind of sockets, in words. */
export type Answer = v.InferOutput<typeof Answer>;

/** Strict schema of the file of published results. */
export const Published = v.strictObject({
  schema_version: v.literal(PUBLISHED_SCHEMA_VERSION),
  answers: v.pipe(v.array(Answer), v.readonly()),
  cost: v.union([Cost, Missing]),
  capacity: v.union([Capacity, Missing]),
  scaling: v.union([Scaling, Missing]),
});

/** Every number that the README quotes, with where it comes from. */
export type Published = v.InferOutput<typeof Published>;
