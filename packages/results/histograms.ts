import { LatencyHistogram } from "@stt-bench/statistics";
import type { HistogramFile } from "./histogram_file.ts";
import { HISTOGRAM_NAMES } from "./latency.ts";
import type { HistogramName } from "./latency.ts";

/** The histograms of a run, by name. */
export type Histograms = Readonly<Record<HistogramName, LatencyHistogram>>;

/** Empty histograms. */
export function createHistograms(): Histograms {
  return each(() => new LatencyHistogram());
}

/** What of `histograms` stands in a file. */
export function toHistogramFile(histograms: Histograms): HistogramFile {
  return { schema_version: 1, histograms: each((name) => histograms[name].encode()) };
}

/**
 * Merges the histograms of several files: of the shards of one run the result is what one process
 * that ran all their sessions would have recorded.
 *
 * @throws {Error} when one is no histogram.
 */
export function mergeHistograms(files: readonly HistogramFile[]): Histograms {
  const merged = createHistograms();
  for (const { histograms } of files) {
    for (const name of HISTOGRAM_NAMES) merged[name].add(histograms[name]);
  }
  return merged;
}

function each<T>(make: (name: HistogramName) => T): Record<HistogramName, T> {
  return Object.fromEntries(HISTOGRAM_NAMES.map((name) => [name, make(name)])) as Record<
    HistogramName,
    T
  >;
}
