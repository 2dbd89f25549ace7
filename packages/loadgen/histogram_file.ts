import { HISTOGRAM_NAMES } from "@stt-bench/results";
import type { HistogramName } from "@stt-bench/results";
import * as v from "valibot";
import { LatencyHistogram } from "./latency_histogram.ts";

const Encoded = v.strictObject({
  encoded: v.string(),
  clamped: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** The strict schema of the file: each histogram by name, HDR V2 in base64. */
export const HistogramFile = v.strictObject({
  schema_version: v.literal(1),
  histograms: v.strictObject(
    Object.fromEntries(HISTOGRAM_NAMES.map((name) => [name, Encoded])) as Record<
      HistogramName,
      typeof Encoded
    >,
  ),
});

/** The histograms of one run or shard. */
export type HistogramFile = v.InferOutput<typeof HistogramFile>;

/** The histograms of a run, by name. */
export type Histograms = Readonly<Record<HistogramName, LatencyHistogram>>;

/** The text of a histogram file. */
export function encodeHistograms(histograms: Histograms): string {
  const encoded = HISTOGRAM_NAMES.map((name) => [name, histograms[name].encode()]);
  const file = { schema_version: 1, histograms: Object.fromEntries(encoded) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Merges the histogram files of the shards of one run: the result is what one process that ran all
 * their sessions would have recorded.
 *
 * @throws {Error} when a text is not a histogram file.
 */
export function mergeHistograms(files: readonly string[]): Histograms {
  const merged = Object.fromEntries(
    HISTOGRAM_NAMES.map((name) => [name, new LatencyHistogram()]),
  ) as Histograms;
  for (const text of files) {
    const { histograms } = v.parse(HistogramFile, JSON.parse(text));
    for (const name of HISTOGRAM_NAMES) merged[name].add(histograms[name]);
  }
  return merged;
}
