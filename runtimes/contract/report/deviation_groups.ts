import type { Deviation } from "../deviations.ts";

/** Cases in which a variant does the same for the same reason. */
export interface DeviationGroup extends Omit<Deviation, "case" | "seen"> {
  /** From 1: what marks refer to. */
  readonly number: number;
  readonly cases: readonly string[];
}

/** Puts deviations that are alike into one group each, in the order in which they come. */
export function groupDeviations(deviations: readonly Deviation[]): DeviationGroup[] {
  const groups = Map.groupBy(
    deviations,
    ({ variant, behaviour, reason, issue }) => [variant, behaviour, reason, issue].join("\n"),
  );
  return [...groups.values()].map(([first, ...others], index) => {
    const { case: name, seen: _, ...alike } = first!;
    return { ...alike, number: index + 1, cases: [name, ...others.map((each) => each.case)] };
  });
}
