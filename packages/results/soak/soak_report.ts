import * as v from "valibot";
import { SoakSample } from "./soak_sample.ts";

/** Version of the fields of a soak; a change that could break a reader raises it. */
export const SOAK_SCHEMA_VERSION = 1;

const number = v.pipe(v.number(), v.finite());

/** Medians over the seconds of one part of the time; null when no partial came. */
const Latency = v.strictObject({ p50_ms: v.nullable(number), p95_ms: v.nullable(number) });

/** Strict schema of {@linkcode SoakReport}. */
export const SoakReport = v.strictObject({
  schema_version: v.literal(SOAK_SCHEMA_VERSION),
  target: v.string(),
  memory: v.strictObject({
    /** `unknown` where the time was too short, or the gateway's process isn't known. */
    verdict: v.picklist(["leak", "steady", "unknown"]),
    bytes_per_hour: v.nullable(number),
    low_bytes_per_hour: v.nullable(number),
    high_bytes_per_hour: v.nullable(number),
    grown_bytes: v.nullable(number),
    mean_bytes: v.nullable(number),
  }),
  /** Newest frame → partial, in the first and in the last quarter of the time. */
  latency: v.strictObject({ first_quarter: Latency, last_quarter: Latency }),
  samples: v.array(SoakSample),
});

/** How memory and latency of a gateway went over a long time: the file `<target>.soak.json`. */
export type SoakReport = v.InferOutput<typeof SoakReport>;
