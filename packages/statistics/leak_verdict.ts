import { fitLine } from "./fit_line.ts";
import type { XY } from "./fit_line.ts";
import { meanOf } from "./moments.ts";

/** Memory of a process at one time. */
export interface MemorySample {
  /** Seconds since any fixed moment. */
  readonly atSecs: number;
  readonly bytes: number;
}

/** How {@linkcode leakVerdict} looks at samples. */
export interface LeakLimits {
  /** The share of the time at the beginning that is left out: caches fill, code is compiled. */
  readonly warmupShare: number;
  /** The low points are taken from at most this many equal parts of the time that is left. */
  readonly maxBins: number;
  /** With fewer parts than this (6 or more) the verdict is `unknown`. */
  readonly minBins: number;
  /** A leak has grown by more than this share of the mean … */
  readonly grownShare: number;
  /** … and by more than this many bytes. */
  readonly grownBytes: number;
}

/** The limits that verdicts are published with. */
export const LEAK_LIMITS: LeakLimits = {
  warmupShare: 0.2,
  maxBins: 20,
  minBins: 6,
  grownShare: 0.05,
  grownBytes: 4 * 2 ** 20,
};

/** The line through the low points of memory. */
export interface MemoryTrend {
  readonly bytesPerHour: number;
  /** Low end of the slope's 95 % interval. */
  readonly lowBytesPerHour: number;
  /** High end of it. */
  readonly highBytesPerHour: number;
  /** Growth along the line, from the first low point to the last. */
  readonly grownBytes: number;
  /** Mean of the low points. */
  readonly meanBytes: number;
}

/** Does memory grow without end? `unknown` when there was too little to see. */
export type LeakVerdict =
  | { readonly verdict: "leak" | "steady"; readonly trend: MemoryTrend }
  | { readonly verdict: "unknown"; readonly trend: null };

/** A bin's low point is one of at least this many samples, or a collector's peak would pass for it. */
const SAMPLES_PER_BIN = 3;

/** Growth goes on when its second half is at least this share as steep as all of it. */
const LASTING_SHARE = 0.25;

/**
 * Judges memory over time by its low points, as a garbage collector's saw-tooth is no growth: after
 * a warm-up the time is cut into equal bins, and a line is laid through the lowest sample of each.
 * It's a leak when the slope's 95 % interval is above 0, the growth is worth speaking of, and it
 * goes on in the second half. Nothing tells a collector that has not run yet from a leak: the time
 * must cover several of its cycles.
 *
 * @param samples in any order
 * @param limits those that differ from {@linkcode LEAK_LIMITS}
 * @throws {RangeError} for a sample that isn't finite.
 */
export function leakVerdict(
  samples: readonly MemorySample[],
  limits: Partial<LeakLimits> = {},
): LeakVerdict {
  samples.forEach(requireFinite);
  const { warmupShare, maxBins, minBins, grownShare, grownBytes } = { ...LEAK_LIMITS, ...limits };
  const lows = lowPoints(afterWarmup(samples, warmupShare), maxBins);
  if (lows.length < minBins) return { verdict: "unknown", trend: null };
  const trend = trendOf(lows);
  const isLeak = trend.lowBytesPerHour > 0 &&
    trend.grownBytes > Math.max(grownBytes, grownShare * trend.meanBytes) &&
    fitLine(lows.slice(Math.floor(lows.length / 2))).slope >
      LASTING_SHARE * trend.bytesPerHour;
  return { verdict: isLeak ? "leak" : "steady", trend };
}

function requireFinite({ atSecs, bytes }: MemorySample): void {
  if (Number.isFinite(atSecs) && Number.isFinite(bytes)) return;
  throw new RangeError(
    `Cannot judge memory: expected finite numbers, got ${bytes} bytes at ${atSecs} s`,
  );
}

function afterWarmup(samples: readonly MemorySample[], share: number): readonly MemorySample[] {
  const { from, to } = timeSpan(samples);
  return samples.filter(({ atSecs }) => atSecs >= from + share * (to - from));
}

/** The lowest sample of each bin that holds any, in hours and bytes. */
function lowPoints(samples: readonly MemorySample[], maxBins: number): XY[] {
  const bins = Math.min(maxBins, Math.floor(samples.length / SAMPLES_PER_BIN));
  const { from, to } = timeSpan(samples);
  if (bins === 0 || from === to) return [];
  const lowest = new Map<number, MemorySample>();
  for (const sample of samples) {
    const bin = Math.min(bins - 1, Math.floor((sample.atSecs - from) / (to - from) * bins));
    if (sample.bytes < (lowest.get(bin)?.bytes ?? Infinity)) lowest.set(bin, sample);
  }
  return [...lowest.values()]
    .map(({ atSecs, bytes }) => ({ x: atSecs / 3600, y: bytes }))
    .sort((a, b) => a.x - b.x);
}

function timeSpan(samples: readonly MemorySample[]): { from: number; to: number } {
  const times = samples.map(({ atSecs }) => atSecs);
  return {
    from: times.reduce((a, b) => Math.min(a, b), Infinity),
    to: times.reduce((a, b) => Math.max(a, b), -Infinity),
  };
}

function trendOf(lows: readonly XY[]): MemoryTrend {
  const { slope, low, high } = fitLine(lows);
  return {
    bytesPerHour: slope,
    lowBytesPerHour: low,
    highBytesPerHour: high,
    grownBytes: slope * (lows.at(-1)!.x - lows[0]!.x),
    meanBytes: meanOf(lows.map(({ y }) => y)),
  };
}
