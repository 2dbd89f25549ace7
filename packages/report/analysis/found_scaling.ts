import { findScalings, metricNamed, ratioOf, roundValues } from "@stt-bench/results";
import type { Scaling } from "@stt-bench/results";
import type { PairedRatio } from "@stt-bench/statistics";
import type { ResultSet } from "../model/result_set.ts";
import { comparedTargets } from "./compared_targets.ts";

/** How a gateway scales from one worker to several: by what they hold, and by what that costs. */
export interface FoundScaling extends Scaling {
  readonly set: ResultSet;
  /** CPU of several workers ÷ that of one under the same sessions; undefined where no round has both. */
  readonly cost: PairedRatio | undefined;
}

const CPU = metricNamed("cpu_us_per_session_second");

/**
 * What a set says of several workers, gateway by gateway. Where nobody knows how many cores it had, that
 * isn't held against it.
 */
export function foundScalings(set: ResultSet): readonly FoundScaling[] {
  const targets = set.targets.map(({ label, variant, workers }) => {
    return { target: label, variant, workers };
  });
  // Under the different loads of a search there are no pairs.
  const compared = set.program === "bench" ? comparedTargets(set) : [];
  const valuesOf = (label: string) => {
    const target = compared.find((each) => each.target.label === label);
    return target === undefined ? new Map<number, number>() : roundValues(CPU, target);
  };
  return findScalings(targets, set.environment.machine?.cores ?? Infinity, set.brackets)
    .map((scaling) => {
      const cost = ratioOf(valuesOf(scaling.many), valuesOf(scaling.one));
      return { set, ...scaling, cost };
    });
}
