import type { ComparedTarget } from "./compared_target.ts";
import { formatRatio } from "./format.ts";
import { metrics } from "./metrics.ts";
import { rankTargets } from "./rank_targets.ts";
import type { RankedTarget } from "./rank_targets.ts";

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
    const [first, ...others] = rankTargets(results, metric);
    if (question === undefined || first === undefined || others.length === 0) return [];
    return [`${question}: ${first.label}; ${others.map(describe).join(", ")}`];
  });
}

function describe({ label, ratio }: RankedTarget): string {
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
