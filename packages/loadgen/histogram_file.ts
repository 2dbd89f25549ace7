import { HISTOGRAM_NAMES, HistogramFile } from "@stt-bench/results";
import type { HistogramName } from "@stt-bench/results";
import * as v from "valibot";
import { LatencyHistogram } from "./latency_histogram.ts";

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
