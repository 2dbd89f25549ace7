import { nextStep } from "../bracket/bracket_search.ts";
import { estimateProbes } from "../bracket/estimate_probes.ts";
import { SEARCH_DEFAULTS } from "../bracket/search_options.ts";
import type { SearchOptions } from "../bracket/search_options.ts";
import type { Figures } from "./calibration.ts";
import { toPoint } from "./ceiling.ts";
import type { Found } from "./ceiling.ts";

/** A ceiling is searched like a capacity, but quicker: it warns, and is not compared. */
const DEFAULTS = { ...SEARCH_DEFAULTS, step: 0.1, maxProbes: 16 };

/** Measures a run with so many sessions; about `runsLeft` runs of this search are left with it. */
export type Measure = (sessions: number, runsLeft: number) => Promise<Figures>;

/** Searches the most sessions that hold, from `start` on and not above `max`. */
export async function findCeiling(
  limits: Pick<SearchOptions, "start" | "max">,
  measure: Measure,
): Promise<Found> {
  const options = { ...DEFAULTS, ...limits };
  const runs: Figures[] = [];
  for (;;) {
    const history = runs.map(toPoint);
    const step = nextStep(history, options);
    if (step.kind === "done") return { runs, result: step.result };
    runs.push(await measure(step.sessions, estimateProbes(history, options).likely));
  }
}
