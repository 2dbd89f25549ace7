import type { RunSummary } from "@stt-bench/results";
import type { LoadOutcome } from "./run_load.ts";

/**
 * Joins what several load generators left; `summary` was merged from theirs. A generator that left none
 * is missing from it, which makes the run invalid by itself: the gateway is not to blame. So it is a
 * problem of the run only where no generator left a summary.
 */
export function joinOutcomes(
  outcomes: readonly LoadOutcome[],
  summary: RunSummary | undefined,
): LoadOutcome {
  const problem = outcomes.find(({ problem }) => problem !== undefined)?.problem;
  return {
    summary,
    readings: outcomes[0]?.readings,
    problem: summary === undefined ? problem : undefined,
    log: outcomes.flatMap(({ log }) => log),
  };
}
