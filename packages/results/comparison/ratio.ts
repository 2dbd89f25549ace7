import { pairedRatio } from "@stt-bench/statistics";
import type { PairedRatio } from "@stt-bench/statistics";
import * as v from "valibot";
import { validRuns } from "./compared_target.ts";
import type { ComparedTarget } from "./compared_target.ts";
import type { Metric } from "./metrics.ts";

/** Strict schema of one metric ÷ the same of another target, round by round: see `pairedRatio`. */
export const Ratio = v.strictObject({
  ratio: v.nullable(v.number()),
  /** 95 % interval; null with fewer than two pairs. */
  low: v.nullable(v.number()),
  high: v.nullable(v.number()),
  pairs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  decision: v.picklist(["lower", "higher", "tie", "unknown"]),
});

/** The values of a metric by round; rounds that are not valid, or have none above 0, are missing. */
export type RoundValues = ReadonlyMap<number, number>;

/** Reads the values of a metric. */
export function roundValues(metric: Metric, result: Pick<ComparedTarget, "runs">): RoundValues {
  const values = new Map<number, number>();
  for (const { round, summary } of validRuns(result)) {
    const value = metric.of(summary);
    if (value) values.set(round, value);
  }
  return values;
}

/** Estimates `of` ÷ `to` from the rounds that both have; undefined if there is none. */
export function ratioOf(of: RoundValues, to: RoundValues): PairedRatio | undefined {
  const pairs = [...of].flatMap(([round, value]) => {
    const baseline = to.get(round);
    return baseline === undefined ? [] : [{ value, baseline }];
  });
  return pairs.length === 0 ? undefined : pairedRatio(pairs);
}
