import type { RunSummary } from "@stt-bench/results";
import type { LoadOutcome } from "./run_load.ts";

/**
 * What several load generators have left together, with the `summary` that was merged of theirs. One
 * that has left none is missing in that, which makes the run invalid: it is no fault of the gateway's,
 * so it is no problem of the run unless there is no summary at all.
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
