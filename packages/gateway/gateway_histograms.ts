import type { BatchEnd } from "@stt-bench/core";
import { Histogram } from "./histogram.ts";
import type { HistogramNumbers } from "./histogram.ts";

const INFERENCE_BOUNDS_MS = [5, 10, 25, 50, 75, 100, 150, 200, 350, 500, 1000, 2000, 5000];
const LATENESS_BOUNDS_MS = [1, 2, 5, 10, 20, 50, 100, 250, 500, 1000, 2500];

/**
 * Upper bounds of the buckets. The limits that results are published with are among them (newest
 * frame: 200 and 350 ms, oldest: 1200 and 1650), so that "how many were in time" is exact.
 */
export const HISTOGRAM_BOUNDS_MS = {
  inferenceAnswered: INFERENCE_BOUNDS_MS,
  inferenceFailed: INFERENCE_BOUNDS_MS,
  flushLateness: LATENESS_BOUNDS_MS,
  oldestFrameAge: [250, 500, 1000, 1050, 1100, 1150, 1200, 1300, 1400, 1650, 2000, 3000, 5000],
  newestFrameAge: [25, 50, 75, 100, 125, 150, 200, 250, 350, 500, 1000, 2000, 5000],
  loopDelay: LATENESS_BOUNDS_MS,
} as const;

/** One of {@linkcode HISTOGRAM_BOUNDS_MS}. */
export type HistogramName = keyof typeof HISTOGRAM_BOUNDS_MS;

/** All histograms of a gateway as plain numbers. */
export type HistogramsNumbers = Readonly<Record<HistogramName, HistogramNumbers>>;

/** The durations that a gateway tells, sorted into buckets: once per batch, never per frame. */
export class GatewayHistograms {
  readonly #histograms = perHistogram((name) => new Histogram(HISTOGRAM_BOUNDS_MS[name]));

  /** A batch has its answer, or has failed. The ages are those of frames that were answered. */
  recordBatch(batch: BatchEnd): void {
    const histograms = this.#histograms;
    histograms.flushLateness.record(batch.flushLatenessMs);
    if (!batch.ok) return histograms.inferenceFailed.record(batch.inferenceMs);
    histograms.inferenceAnswered.record(batch.inferenceMs);
    histograms.oldestFrameAge.record(batch.oldestAgeMs);
    histograms.newestFrameAge.record(batch.newestAgeMs);
  }

  /** The event loop has run a timer so late. */
  recordLoopDelay(ms: number): void {
    this.#histograms.loopDelay.record(ms);
  }

  /** What they have counted so far; a copy. */
  get numbers(): HistogramsNumbers {
    return perHistogram((name) => this.#histograms[name].numbers);
  }
}

/** One value for each histogram. */
export function perHistogram<T>(create: (name: HistogramName) => T): Record<HistogramName, T> {
  const names = Object.keys(HISTOGRAM_BOUNDS_MS) as HistogramName[];
  return Object.fromEntries(names.map((name) => [name, create(name)])) as Record<HistogramName, T>;
}
