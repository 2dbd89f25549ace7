import type { BracketOutcome, BracketResult, CheckResult, Point } from "@stt-bench/results";
import type { Ceiling, Figures } from "./calibration.ts";

/** How a search ends that could have gone higher with other helpers, or more time. */
const openUpwards: readonly BracketOutcome[] = ["generator-limited", "at-cap", "unfinished"];

/** What a search found. */
export interface Found {
  /** All runs, in their order. */
  readonly runs: readonly Figures[];
  readonly result: BracketResult;
}

/**
 * Sums a search up.
 *
 * @param asked the load in question, if there is one
 * @param bound the part that sets the highest number that was tried, as it serves no more
 */
export function ceilingOf(
  { runs, result }: Found,
  asked: number | undefined,
  bound?: { readonly name: string; readonly ceiling: Ceiling },
): Ceiling {
  const sessions = result.confirmed ?? highestPass(runs);
  const firstBad = sessions === null ? lowestBad(runs, 0) : lowestBad(runs, sessions);
  const isBound = result.outcome === "at-cap" && bound?.ceiling.sessions === sessions;
  return {
    sessions,
    at_least: !isBound && (openUpwards.includes(result.outcome) || firstBad?.culprit !== "tools"),
    limited_by: firstBad?.checks.find(({ ok }) => !ok)?.check ??
      (isBound ? bound.ceiling.limited_by : null),
    reasons: isBound ? [`no more are served by the ${bound.name} alone`] : [...result.reasons],
    last_good: runs.findLast((run) => run.culprit === null && run.sessions === sessions) ?? null,
    first_bad: firstBad ?? null,
    asked: runs.findLast((run) => run.sessions === asked) ?? null,
    runs: runs.map(({ sessions, culprit }) => ({ sessions, culprit })),
  };
}

/** A run as a search for a capacity sees it. */
export function toPoint({ sessions, culprit, checks }: Figures): Point {
  const failed = culprit === null ? [] : checks.filter(({ ok }) => !ok);
  return {
    sessions,
    // With fewer sessions the stand-ins may hold; the machine may hold another time.
    verdict: culprit === null ? "pass" : culprit === "machine" ? "invalid" : "fail",
    failingGates: failed.map(({ check }) => check),
    errors: 0,
    reasons: failed.map(describeCheck),
  };
}

function describeCheck({ check, actual, limit, unit = "" }: CheckResult): string {
  if (typeof limit === "string") return `${check} is ${actual}, expected ${limit}`;
  return `${check} ${`${actual} ${unit}`.trimEnd()} > ${`${limit} ${unit}`.trimEnd()}`;
}

function highestPass(runs: readonly Figures[]): number | null {
  const passed = runs.filter(({ culprit }) => culprit === null).map(({ sessions }) => sessions);
  return passed.length === 0 ? null : Math.max(...passed);
}

/** The last run at the fewest sessions above `sessions` that did not hold. */
function lowestBad(runs: readonly Figures[], sessions: number): Figures | undefined {
  const bad = runs.filter((run) => run.culprit !== null && run.sessions > sessions);
  const lowest = Math.min(...bad.map((run) => run.sessions));
  return bad.findLast((run) => run.sessions === lowest);
}
