import { summarize } from "@stt-bench/statistics";
import { validRuns } from "./compared_target.ts";
import type { ComparedTarget } from "./compared_target.ts";
import { valuesOf } from "./comparison.ts";
import { formatRatio } from "./format.ts";
import { metrics } from "./metrics.ts";
import type { Metric } from "./metrics.ts";
import { ratioOf, roundValues } from "./ratio.ts";

/** What a ranking by a metric tells. */
const QUESTIONS: Readonly<Record<string, string>> = {
  cpu_us_per_session_second: "Least CPU per session",
  rss_kb_per_session: "Least memory per session",
};

/**
 * Who needs least of what, and how that stands to each of the others: one sentence for each metric.
 * Nothing is said where there are fewer than two targets with valid rounds.
 */
export function findings(results: readonly ComparedTarget[]): readonly string[] {
  return metrics.flatMap((metric) => {
    const question = QUESTIONS[metric.name];
    const [first, ...others] = rank(results, metric);
    if (question === undefined || first === undefined || others.length === 0) return [];
    const ratios = others.map((other) => describe(metric, first, other));
    return [`${question}: ${first.target.label}; ${ratios.join(", ")}`];
  });
}

function rank(results: readonly ComparedTarget[], metric: Metric): readonly ComparedTarget[] {
  return results
    .flatMap((result) => {
      const values = valuesOf(validRuns(result).map(({ summary }) => summary), metric);
      return values.length === 0 ? [] : [{ result, median: summarize(values).median }];
    })
    .sort((a, b) => a.median - b.median)
    .map(({ result }) => result);
}

function describe(metric: Metric, first: ComparedTarget, other: ComparedTarget): string {
  const { label } = other.target;
  const ratio = ratioOf(roundValues(metric, first), roundValues(metric, other));
  if (ratio === undefined) return `not to be compared with ${label}: no round is valid of both`;
  switch (ratio.decision) {
    case "tie":
      return `tied with ${label}: ${formatRatio(ratio)}`;
    case "unknown":
      return `${formatRatio(ratio)} × ${label} in a single round`;
    default:
      return `${formatRatio(ratio)} × ${label}`;
  }
}
