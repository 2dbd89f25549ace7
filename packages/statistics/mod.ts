/**
 * The statistics behind a verdict: how sure are we that one gateway is cheaper than another, and
 * that a gateway leaks? Pure functions of numbers, which refuse to answer when they can't know.
 *
 * - {@linkcode pairedRatio}: two gateways measured in the same rounds;
 * - {@linkcode unpairedRatio}: two results from different days;
 * - {@linkcode bootstrapInterval}: how sure a number is, whatever its distribution;
 * - {@linkcode leakVerdict}: memory over time;
 * - {@linkcode LatencyHistogram}: latencies that are merged without loss;
 * - {@linkcode summarize}, {@linkcode quantile}, {@linkcode studentT95}, {@linkcode seededRandom}: what
 *   those and the tables are made of.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pairedRatio, summarize } from "@stt-bench/statistics";
 *
 * const bunUs = [390, 402, 385];
 * const denoUs = [668, 700, 651];
 * assertEquals(summarize(bunUs), { median: 390, min: 385, max: 402, count: 3 });
 *
 * const rounds = bunUs.map((value, i) => ({ value, baseline: denoUs[i]! }));
 * const { ratio, decision } = pairedRatio(rounds);
 * assertEquals([ratio!.toFixed(2), decision], ["0.58", "lower"]);
 * ```
 *
 * @module
 */
export {
  BOOTSTRAP_DEFAULTS,
  BOOTSTRAP_MIN_VALUES,
  bootstrapInterval,
} from "./bootstrap_interval.ts";
export type { BootstrapOptions, Interval } from "./bootstrap_interval.ts";
export { LatencyHistogram } from "./latency_histogram.ts";
export type { EncodedHistogram, LatencyPercentiles } from "./latency_histogram.ts";
export { LEAK_LIMITS, leakVerdict } from "./leak_verdict.ts";
export type { LeakLimits, LeakVerdict, MemorySample, MemoryTrend } from "./leak_verdict.ts";
export { meanOf } from "./moments.ts";
export { pairedRatio } from "./paired_ratio.ts";
export type { Pair, PairedRatio } from "./paired_ratio.ts";
export { quantile } from "./quantile.ts";
export { TIE_GAP } from "./ratio_estimate.ts";
export type { RatioDecision, RatioEstimate } from "./ratio_estimate.ts";
export { seededRandom } from "./seeded_random.ts";
export type { Random } from "./seeded_random.ts";
export { studentT95 } from "./student_t95.ts";
export { summarize } from "./summarize.ts";
export type { Summary } from "./summarize.ts";
export { unpairedRatio } from "./unpaired_ratio.ts";
