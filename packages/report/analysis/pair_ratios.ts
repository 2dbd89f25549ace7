import {
  metrics,
  rankTargets,
  ratioOf,
  roundValues,
  validRuns,
  valuesOf,
} from "@stt-bench/results";
import type { ComparedTarget, Metric, RankedTarget } from "@stt-bench/results";
import { bootstrapInterval, meanOf, unpairedRatio } from "@stt-bench/statistics";
import type { Interval, RatioEstimate } from "@stt-bench/statistics";
import type { ResultSet } from "../model/result_set.ts";
import { comparedTargets } from "./compared_targets.ts";
import { loadsOf } from "./loads_of.ts";

/** How two gateways of a set stand to each other in one metric, under the same load. */
export interface PairRatio {
  readonly set: ResultSet;
  readonly sessions: number;
  readonly metric: Metric;
  /** The one with the lower median. */
  readonly target: string;
  readonly other: string;
  /** `target` ÷ `other`. */
  readonly estimate: RatioEstimate;
  /** Rounds that both have; null where rounds are no pairs, as the two did not run in turns. */
  readonly pairs: number | null;
  /** The same by the bootstrap; null with fewer than three pairs. */
  readonly bootstrap: Interval | null;
}

const COMPARED: readonly string[] = [
  "cpu_us_per_session_second",
  "rss_kb_per_session",
  "newest_p50_ms",
  "newest_p95_ms",
  "oldest_p50_ms",
  "oldest_p95_ms",
];

/**
 * Compares each gateway of a set with each other one that has the same number of workers, and with itself
 * with another number of them, metric by metric, the lowest first.
 */
export function pairRatios(set: ResultSet): readonly PairRatio[] {
  // Runs of a search are few for each load, and none of them in turns.
  if (set.program === "bracket" || set.program === "soak") return [];
  return loadsOf(set).flatMap((sessions) => {
    const targets = comparedTargets(set, sessions);
    return metrics.filter(({ name }) => COMPARED.includes(name)).flatMap((metric) =>
      pairsOf(rankTargets(targets, metric), set).map(([target, other]) => ({
        set,
        sessions,
        metric,
        target: target.label,
        other: other.label,
        ...compare(metric, target.result, other.result, set.program === "bench"),
      }))
    );
  });
}

/** What differs in gateway and workers both tells nothing of either. */
function pairsOf(
  ranked: readonly RankedTarget[],
  { targets }: Pick<ResultSet, "targets">,
): [RankedTarget, RankedTarget][] {
  const targetOf = ({ label }: RankedTarget) => targets.find((target) => target.label === label)!;
  return ranked.flatMap((one, i) =>
    ranked.slice(i + 1)
      .filter((other) => {
        const [a, b] = [targetOf(one), targetOf(other)];
        return (a.workers ?? 1) === (b.workers ?? 1) || a.variant === b.variant;
      })
      .map((other) => [one, other] as [RankedTarget, RankedTarget])
  );
}

type Compared = Pick<PairRatio, "estimate" | "pairs" | "bootstrap">;

function compare(
  metric: Metric,
  target: ComparedTarget,
  other: ComparedTarget,
  isPaired: boolean,
): Compared {
  if (!isPaired) {
    const [values, others] = [target, other].map((one) =>
      valuesOf(validRuns(one).map(({ summary }) => summary), metric).filter((value) => value > 0)
    );
    return { estimate: unpairedRatio(values!, others!), pairs: null, bootstrap: null };
  }
  const [values, others] = [target, other].map((one) => roundValues(metric, one));
  const nothing = { ratio: null, low: null, high: null, decision: "unknown" } as const;
  const paired = ratioOf(values!, others!);
  const logs = [...values!].flatMap(([round, value]) => {
    const baseline = others!.get(round);
    return baseline === undefined ? [] : [Math.log(value / baseline)];
  });
  const interval = bootstrapInterval(logs, meanOf);
  return {
    estimate: paired ?? nothing,
    pairs: paired?.pairs ?? 0,
    bootstrap: interval ? { low: Math.exp(interval.low), high: Math.exp(interval.high) } : null,
  };
}
