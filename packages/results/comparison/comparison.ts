import { summarize } from "@stt-bench/statistics";
import * as v from "valibot";
import { outcomes } from "../outcome.ts";
import { targetOutcome, validRuns } from "./compared_target.ts";
import type { ComparedTarget } from "./compared_target.ts";
import { metrics } from "./metrics.ts";
import type { Metric } from "./metrics.ts";
import { valuesOf } from "./rank_targets.ts";
import { Ratio, ratioOf, roundValues } from "./ratio.ts";
import { Split } from "./split.ts";

/** Version of the fields of a comparison; a change that could break a reader raises it. */
export const COMPARISON_SCHEMA_VERSION = 2;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Median, least and most of one metric over the valid rounds of a target. */
const Spread = v.strictObject({
  median: v.number(),
  min: v.number(),
  max: v.number(),
  count,
});

const Row = v.strictObject({
  target: v.string(),
  outcome: v.picklist(outcomes),
  rounds: count,
  valid_rounds: count,
  metrics: v.record(v.string(), Spread),
  /** By metric; missing for the baseline itself, and where there is no pair. */
  ratios: v.record(v.string(), Ratio),
});

/** Strict schema of {@linkcode Comparison}. */
export const Comparison = v.strictObject({
  schema_version: v.literal(COMPARISON_SCHEMA_VERSION),
  /** The target that ratios refer to. */
  baseline: v.string(),
  targets: v.array(Row),
  /** Of each runtime that was measured with sockets and client tuned apart (`--split`). */
  splits: v.array(Split),
});

/** What a head-to-head has found: the file `comparison.json`. */
export type Comparison = v.InferOutput<typeof Comparison>;

/** Compares targets by their valid rounds; ratios are those of rounds that both have. */
export function compareTargets(
  results: readonly ComparedTarget[],
  baseline: string,
  splits: readonly Split[] = [],
): Comparison {
  const base = results.find(({ target }) => target.label === baseline);
  return {
    schema_version: COMPARISON_SCHEMA_VERSION,
    baseline,
    targets: results.map((result) => ({
      target: result.target.label,
      outcome: targetOutcome(result),
      rounds: result.runs.length,
      valid_rounds: validRuns(result).length,
      metrics: eachMetric(metrics, (metric) => {
        const values = valuesOf(validRuns(result).map(({ summary }) => summary), metric);
        return values.length === 0 ? undefined : summarize(values);
      }),
      ratios: base === undefined || base === result ? {} : ratiosTo(base, result),
    })),
    splits: [...splits],
  };
}

function ratiosTo(
  base: ComparedTarget,
  result: ComparedTarget,
): Comparison["targets"][0]["ratios"] {
  return eachMetric(metrics.filter(({ hasRatio }) => hasRatio), (metric) => {
    return ratioOf(roundValues(metric, result), roundValues(metric, base));
  });
}

function eachMetric<T>(
  metrics: readonly Metric[],
  value: (metric: Metric) => T | undefined,
): Record<string, T> {
  const entries = metrics.map((metric) => [metric.name, value(metric)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<
    string,
    T
  >;
}
