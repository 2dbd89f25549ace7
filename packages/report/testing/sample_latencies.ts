import type { Latency } from "@stt-bench/results";
import { LatencyHistogram, quantile, seededRandom } from "@stt-bench/statistics";
import type { EncodedHistogram } from "@stt-bench/statistics";

/** Latencies of one run, newest frames and oldest ones, in milliseconds. */
export interface SampleLatencies {
  readonly newestMs: readonly number[];
  readonly oldestMs: readonly number[];
}

/** How much longer the first frame of a batch waits than the last one. */
const BATCH_MS = 980;

/** Latencies around `medianMs` with a tail, as many as asked for; `seed` decides them. */
export function sampleLatencies(medianMs: number, count: number, seed: number): SampleLatencies {
  const random = seededRandom(seed);
  const newestMs = Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return medianMs * Math.exp(0.15 * normal);
  });
  return { newestMs, oldestMs: newestMs.map((ms) => ms + BATCH_MS + random() * 10) };
}

/** Their percentiles, as a summary has them. */
export function latencyOf(values: readonly number[]): Latency {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => Number(quantile(sorted, share).toFixed(3));
  return { p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99), p999_ms: at(0.999), max_ms: at(1) };
}

/** The histogram of them, as a histograms file has it. */
export function encodeLatencies(values: readonly number[]): EncodedHistogram {
  const histogram = new LatencyHistogram();
  for (const ms of values) histogram.record(ms);
  return histogram.encode();
}
