import type { ResultSet } from "../model/result_set.ts";

/** The numbers of sessions that a set's gateways were put under, the fewest first. */
export function loadsOf({ runs }: Pick<ResultSet, "runs">): readonly number[] {
  return [...new Set(runs.map(({ sessions }) => sessions))].sort((a, b) => a - b);
}
