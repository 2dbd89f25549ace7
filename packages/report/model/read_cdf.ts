import { join } from "node:path";
import { HistogramFile, readJsonFile } from "@stt-bench/results";
import type { HistogramName } from "@stt-bench/results";
import { LatencyHistogram } from "@stt-bench/statistics";
import type { EncodedHistogram } from "@stt-bench/statistics";
import type { CdfPoint, LatencyCdf } from "./latency_cdf.ts";

/** In percent: finer where a service level looks, and where the tail is. */
const PERCENTILES: readonly number[] = [
  ...steps(0, 95, 1),
  ...steps(95.5, 99, 0.5),
  ...steps(99.1, 99.9, 0.1),
  ...steps(99.91, 99.99, 0.01),
  100,
];

function steps(from: number, to: number, by: number): number[] {
  const count = Math.round((to - from) / by) + 1;
  return Array.from({ length: count }, (_, i) => Number((from + i * by).toFixed(2)));
}

/** Whose histograms are read: the files of runs of one target under the same load. */
export interface CdfSource {
  readonly target: string;
  readonly sessions: number;
  readonly directory: string;
  /** Names of the files; at least one. */
  readonly files: readonly string[];
}

/**
 * How latencies are distributed over several runs together.
 *
 * @throws {Error} that names the file that isn't what it should be.
 */
export async function readCdf(source: CdfSource): Promise<LatencyCdf> {
  const { target, sessions, directory, files } = source;
  const read = await Promise.all(files.map(async (name) => {
    const path = join(directory, name);
    return { path, ...await readJsonFile(HistogramFile, path) };
  }));
  const points = (name: HistogramName) =>
    cdfPoints(read.map(({ path, histograms }) => ({ path, encoded: histograms[name] })));
  return {
    target,
    sessions,
    runs: files.length,
    newest: points("newest_frame_to_partial_latency"),
    oldest: points("oldest_frame_to_partial_latency"),
    newestFromSchedule: points("newest_from_schedule"),
    oldestFromSchedule: points("oldest_from_schedule"),
  };
}

interface Part {
  readonly path: string;
  readonly encoded: EncodedHistogram;
}

/** No more points than there are values, and of those with the same latency the highest share. */
function cdfPoints(parts: readonly Part[]): CdfPoint[] {
  const merged = new LatencyHistogram();
  for (const part of parts) add(merged, part);
  if (merged.count === 0) return [];
  const last = 100 - 100 / merged.count;
  return PERCENTILES
    .filter((percent) => percent <= last || percent === 100)
    .map((percent) => ({ ms: merged.percentile(percent), share: percent / 100 }))
    .filter(({ ms }, i, points) => points[i + 1]?.ms !== ms);
}

function add(histogram: LatencyHistogram, { path, encoded }: Part): void {
  try {
    histogram.add(encoded);
  } catch (error) {
    throw new Error(
      `Cannot read ${path}: expected HDR histograms (V2, compressed, base64), got ${
        (error as Error).message ?? error
      }`,
    );
  }
}
