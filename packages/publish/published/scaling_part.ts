import { comparedTargets } from "@stt-bench/report";
import type { ResultSet } from "@stt-bench/report";
import { findScalings, metrics, ratioOf, roundValues } from "@stt-bench/results";
import type { Scaling } from "./published.ts";
import { sourceOf } from "./source.ts";

const cpu = metrics.find(({ name }) => name === "cpu_us_per_session_second")!;

/** What `set` says of several workers: by what they hold, where that was searched, and what they cost. */
export function scalingPart(set: ResultSet): Scaling {
  const source = sourceOf(set);
  const targets = set.targets.map(({ label, variant, workers }) => {
    return { target: label, variant, workers };
  });
  // Under the different loads of a search there are no pairs.
  const compared = set.program === "bench" ? comparedTargets(set) : [];
  const values = (label: string) => {
    const target = compared.find((each) => each.target.label === label);
    return target === undefined ? new Map<number, number>() : roundValues(cpu, target);
  };
  return {
    source,
    gateways: findScalings(targets, source.machine.cores, set.brackets).map((
      { variant, workers, one, many, from, to, ratio, isAtLeast, problem },
    ) => ({
      variant,
      workers,
      from,
      to,
      ratio,
      at_least: isAtLeast,
      problem,
      cost: ratioOf(values(many), values(one)) ?? null,
    })),
  };
}
