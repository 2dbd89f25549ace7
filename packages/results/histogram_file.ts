import * as v from "valibot";
import { HISTOGRAM_NAMES } from "./latency.ts";
import type { HistogramName } from "./latency.ts";

const Encoded = v.strictObject({
  encoded: v.string(),
  clamped: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** The strict schema of the file: each histogram by name, in µs, HDR V2, compressed, base64. */
export const HistogramFile = v.strictObject({
  schema_version: v.literal(1),
  histograms: v.strictObject(
    Object.fromEntries(HISTOGRAM_NAMES.map((name) => [name, Encoded])) as Record<
      HistogramName,
      typeof Encoded
    >,
  ),
});

/** The histograms of one run or shard: the file `….histograms.json`. */
export type HistogramFile = v.InferOutput<typeof HistogramFile>;
