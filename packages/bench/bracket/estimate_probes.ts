import { loadLevels } from "@stt-bench/results";
import type { Point, SearchOptions } from "@stt-bench/results";
import { nextStep } from "./bracket_search.ts";

/** How many runs a search still takes, if none is invalid and none contradicts another. */
export interface ProbeEstimate {
  readonly atLeast: number;
  /** Taking a pass and a fail for equally likely where nothing is known. */
  readonly likely: number;
}

/** Courses less likely than this are followed one way only: the other takes about as long. */
const LEAST_WEIGHT = 1 / 256;

/** How far a search with this `history` is from its end: plays out every way that it may take. */
export function estimateProbes(history: readonly Point[], options: SearchOptions): ProbeEstimate {
  const { atLeast, likely } = playOut(history, options, 1);
  return { atLeast, likely: Math.round(likely) };
}

function playOut(
  history: readonly Point[],
  options: SearchOptions,
  weight: number,
): ProbeEstimate {
  const step = nextStep(history, options);
  if (step.kind === "done") return { atLeast: 0, likely: 0 };
  const known = loadLevels(history, options).find(({ sessions }) => sessions === step.sessions);
  const verdicts = known?.standing === "passed"
    ? ["pass"] as const
    : known?.standing === "failed" || weight < LEAST_WEIGHT
    ? ["fail"] as const
    : ["fail", "pass"] as const;
  const branches = verdicts.map((verdict) => {
    const point = { ...step, verdict, failingGates: [], errors: 0, reasons: [] };
    return playOut([...history, point], options, weight / verdicts.length);
  });
  const mean = branches.reduce((sum, { likely }) => sum + likely, 0) / branches.length;
  return { atLeast: 1 + Math.min(...branches.map(({ atLeast }) => atLeast)), likely: 1 + mean };
}
