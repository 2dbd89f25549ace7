import type { ComparedTarget } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";

/** The targets of a set with their runs, or only those runs that had `sessions` sessions. */
export function comparedTargets(
  { targets, runs }: Pick<ResultSet, "targets" | "runs">,
  sessions?: number,
): readonly ComparedTarget[] {
  return targets.flatMap((target) => {
    const own = runs.filter((run) =>
      run.target === target.label && (sessions === undefined || run.sessions === sessions)
    );
    if (own.length === 0) return [];
    return [{
      target,
      runs: own.map(({ round, outcome, summary }) => ({
        round,
        outcome,
        ...(summary === null ? {} : { summary }),
      })),
    }];
  });
}
