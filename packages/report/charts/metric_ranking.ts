import { metrics, ratioOf, roundValues } from "@stt-bench/results";
import type { AnySummary, Metric } from "@stt-bench/results";
import { summarize } from "@stt-bench/statistics";
import type { RatioDecision, Summary } from "@stt-bench/statistics";
import type { ResultSet } from "../model/result_set.ts";
import { validRunsOf } from "./valid_runs.ts";
import type { ValidRun } from "./valid_runs.ts";

/** Where one gateway stands in a metric. */
export interface Ranked {
  readonly target: string;
  readonly runs: readonly ValidRun[];
  /** Over its valid runs that have the metric. */
  readonly spread: Summary;
  /** The first one's value ÷ this one's, from rounds that both have; null for the first. */
  readonly ratio: number | null;
  /** How sure that is: `lower` when the first one needs less, `unknown` after a single round. */
  readonly decision: RatioDecision | null;
}

/** The metric of results that is called `name`. */
export function metricNamed(name: string): Metric {
  return metrics.find((metric) => metric.name === name)!;
}

/** The gateways of a set that have the metric, the least first. */
export function rankBy(set: ResultSet, metric: Metric): readonly Ranked[] {
  const ranked = set.targets.flatMap(({ label }) => {
    const runs = validRunsOf(set, label);
    const values = valuesOf(runs.map(({ summary }) => summary), metric);
    return values.length === 0 ? [] : [{ target: label, runs, spread: summarize(values) }];
  }).sort((a, b) => a.spread.median - b.spread.median);
  const [first] = ranked;
  return ranked.map((one) => {
    if (one === first) return { ...one, ratio: null, decision: null };
    const ratio = ratioOf(roundValues(metric, first!), roundValues(metric, one));
    return { ...one, ratio: ratio?.ratio ?? null, decision: ratio?.decision ?? "unknown" };
  });
}

/** The values of a metric in runs that have it. */
export function valuesOf(runs: readonly AnySummary[], metric: Metric): readonly number[] {
  return runs.map(metric.of).filter((value) => typeof value === "number");
}
