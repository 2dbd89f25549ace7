import { SEARCH_DEFAULTS } from "@stt-bench/results";
import type { Point, SearchOptions } from "@stt-bench/results";
import { nextStep } from "../bracket/bracket_search.ts";
import { estimateProbes } from "../bracket/estimate_probes.ts";
import type { Figures } from "./calibration.ts";
import { toPoint } from "./ceiling.ts";
import type { Found } from "./ceiling.ts";

/**
 * A ceiling is searched like a capacity, but quicker, as it is there to warn and nobody compares it:
 * in larger steps, and one run that holds is enough.
 */
const DEFAULTS = {
  ...SEARCH_DEFAULTS,
  step: 0.1,
  confirmations: 1,
  invalidRetries: 1,
  maxProbes: 14,
};

/** How many runs a number of sessions takes, as those that don't hold are repeated. */
const RUNS_EACH = 1.5;

/** Where a search begins, and what it doesn't go above. */
export type SearchLimits = Pick<SearchOptions, "start" | "max">;

/** Measures a run with so many sessions; about `runsLeft` runs of this search are left with it. */
export type Measure = (sessions: number, runsLeft: number) => Promise<Figures>;

/**
 * Searches the most sessions that hold. A number that doesn't is tried again at once: a moment's
 * trouble, which a short run shows as if it were the rule, must not send the search astray.
 */
export async function findCeiling(limits: SearchLimits, measure: Measure): Promise<Found> {
  const options = { ...DEFAULTS, ...limits };
  const runs: Figures[] = [];
  const history: Point[] = [];
  for (;;) {
    const step = nextStep(history, options);
    if (step.kind === "done") return { runs, result: step.result };
    const runsLeft = Math.ceil(estimateProbes(history, options).likely * RUNS_EACH);
    const points: Point[] = [];
    while (points.length < 2 && !points.some(({ verdict }) => verdict === "pass")) {
      const figures = await measure(step.sessions, Math.max(1, runsLeft - points.length));
      runs.push(figures);
      points.push(toPoint(figures));
    }
    history.push(bestOf(points));
  }
}

function bestOf(points: readonly Point[]): Point {
  const verdicts = ["pass", "fail", "invalid"] as const;
  const rank = ({ verdict }: Point) => verdicts.indexOf(verdict);
  return points.toSorted((a, b) => rank(a) - rank(b))[0]!;
}
