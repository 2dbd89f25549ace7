import { rankTargets } from "@stt-bench/results";
import type { Metric } from "@stt-bench/results";
import type { RatioDecision, Summary } from "@stt-bench/statistics";
import { comparedTargets } from "../analysis/compared_targets.ts";
import { validRunsOf } from "../analysis/valid_runs.ts";
import type { ValidRun } from "../analysis/valid_runs.ts";
import type { ResultSet } from "../model/result_set.ts";

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

/** The gateways of a set that have the metric, the least first. */
export function rankBy(set: ResultSet, metric: Metric): readonly Ranked[] {
  return rankTargets(comparedTargets(set), metric).map(({ label, spread, ratio }, i) => ({
    target: label,
    runs: validRunsOf(set, label),
    spread,
    ratio: ratio?.ratio ?? null,
    decision: i === 0 ? null : ratio?.decision ?? "unknown",
  }));
}
