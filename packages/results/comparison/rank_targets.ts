import { summarize } from "@stt-bench/statistics";
import type { PairedRatio, Summary } from "@stt-bench/statistics";
import type { AnySummary } from "../run_summary.ts";
import { validRuns } from "./compared_target.ts";
import type { ComparedTarget } from "./compared_target.ts";
import type { Metric } from "./metrics.ts";
import { ratioOf, roundValues } from "./ratio.ts";

/** Where a target stands among others in a metric. */
export interface RankedTarget<T extends ComparedTarget = ComparedTarget> {
  readonly result: T;
  readonly label: string;
  /** Over its valid runs that have the metric. */
  readonly spread: Summary;
  /** The first one's value ÷ this one's; undefined for the first, and without a common round. */
  readonly ratio: PairedRatio | undefined;
}

/** The targets that have the metric, by their medians, the least first. */
export function rankTargets<T extends ComparedTarget>(
  results: readonly T[],
  metric: Metric,
): readonly RankedTarget<T>[] {
  const ranked = results.flatMap((result) => {
    const values = valuesOf(validRuns(result).map(({ summary }) => summary), metric);
    if (values.length === 0) return [];
    return [{ result, label: result.target.label, spread: summarize(values) }];
  }).sort((a, b) => a.spread.median - b.spread.median);
  const [first] = ranked;
  return ranked.map((one) => ({
    ...one,
    ratio: one === first
      ? undefined
      : ratioOf(roundValues(metric, first!.result), roundValues(metric, one.result)),
  }));
}

/** The values of a metric, of those runs that have one. */
export function valuesOf(runs: readonly AnySummary[], metric: Metric): number[] {
  return runs.map(metric.of).filter((value) => typeof value === "number");
}
