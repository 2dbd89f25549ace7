import { loadLevels } from "./load_level.ts";
import type { LoadLevel, Standing } from "./load_level.ts";
import type { Point } from "./point.ts";
import type { SearchOptions } from "./search_options.ts";

/**
 * How a search ends.
 *
 * - `bracketed`: the capacity lies between `confirmed` and `firstSolidFail`;
 * - `generator-limited`: at least `confirmed`; above it the tools or the machine were the limit;
 * - `at-cap`: at least `confirmed`; no solid fail up to the highest number allowed;
 * - `below-min`: not even the lowest number allowed holds;
 * - `non-monotonic`: `confirmed` lies above `firstSolidFail`, so there is no one capacity;
 * - `invalid`: nothing passes, and what would have to be measured next can't be;
 * - `unfinished`: interrupted, or out of runs; what is known so far.
 */
export const bracketOutcomes = [
  "bracketed",
  "generator-limited",
  "at-cap",
  "below-min",
  "non-monotonic",
  "invalid",
  "unfinished",
] as const;

/** One of {@linkcode bracketOutcomes}. */
export type BracketOutcome = (typeof bracketOutcomes)[number];

/** How a gateway fails: late and without any error, or with errors. */
export const errorModes = ["latency-edge", "error-cliff"] as const;

/** One of {@linkcode errorModes}. */
export type ErrorMode = (typeof errorModes)[number];

/** What a search for a gateway's capacity found, in sessions. */
export interface BracketResult {
  readonly outcome: BracketOutcome;
  /** The highest number that passed as often as asked for; 0 when not even the lowest holds. */
  readonly confirmed: number | null;
  /** Numbers that passed and failed, ascending. */
  readonly borderline: readonly number[];
  /** The lowest number that failed as often as asked for. */
  readonly firstSolidFail: number | null;
  /** The gate that failed most often at the first solid fail, or else at the first fail of all. */
  readonly failingGate: string | null;
  /** Whether there were errors in those runs. */
  readonly errorMode: ErrorMode | null;
  /** How many runs it took, invalid ones included. */
  readonly points: number;
  /** What decided, one line each. */
  readonly reasons: readonly string[];
}

/** Says what is known after `history` if the search ends like this now. */
export function bracketResult(
  outcome: BracketOutcome,
  history: readonly Point[],
  options: SearchOptions,
): BracketResult {
  const levels = loadLevels(history, options);
  const sessionsOf = (wanted: Standing) =>
    levels.filter(({ standing }) => standing === wanted).map(({ sessions }) => sessions);
  const confirmed = outcome === "below-min" ? 0 : sessionsOf("confirmed").at(-1) ?? null;
  const firstSolidFail = sessionsOf("solid-fail")[0] ?? null;
  const fails = runsAt(history, "fail", firstSolidFail ?? firstFailAbove(confirmed, history));
  return {
    outcome,
    confirmed,
    borderline: sessionsOf("borderline"),
    firstSolidFail,
    failingGate: mostFrequent(fails.flatMap(({ failingGates }) => failingGates)),
    errorMode: errorModeOf(fails),
    points: history.length,
    reasons: [
      ...explain(outcome, confirmed, firstSolidFail, options),
      ...reasonsOf([...fails, ...unmeasurableRuns(confirmed, levels, history)]),
    ],
  };
}

function runsAt(history: readonly Point[], verdict: Point["verdict"], sessions: number | null) {
  return history.filter((point) => point.verdict === verdict && point.sessions === sessions);
}

function firstFailAbove(confirmed: number | null, history: readonly Point[]): number | null {
  const failed = history
    .filter(({ sessions, verdict }) => verdict === "fail" && sessions > (confirmed ?? 0))
    .map(({ sessions }) => sessions);
  return failed.length === 0 ? null : Math.min(...failed);
}

/** The runs that kept the search from going above `confirmed`. */
function unmeasurableRuns(
  confirmed: number | null,
  levels: readonly LoadLevel[],
  history: readonly Point[],
): Point[] {
  const wall = levels.find(({ sessions, standing }) =>
    standing === "unmeasurable" && sessions > (confirmed ?? 0)
  );
  return runsAt(history, "invalid", wall?.sessions ?? null);
}

/** The text that is there most often, the first of several; null when there is none. */
function mostFrequent(texts: readonly string[]): string | null {
  const counts = [...Map.groupBy(texts, (text) => text).values()];
  const most = Math.max(...counts.map(({ length }) => length));
  return counts.find(({ length }) => length === most)?.[0] ?? null;
}

function errorModeOf(fails: readonly Point[]): ErrorMode | null {
  if (fails.length === 0) return null;
  return fails.some(({ errors }) => errors > 0) ? "error-cliff" : "latency-edge";
}

function explain(
  outcome: BracketOutcome,
  confirmed: number | null,
  firstSolidFail: number | null,
  { max, confirmations }: SearchOptions,
): string[] {
  if (outcome === "at-cap") return [`no solid fail up to ${max} sessions, the highest allowed`];
  if (outcome !== "non-monotonic") return [];
  const times = ["never", "once", "twice"][confirmations] ?? `${confirmations} times`;
  return [`${confirmed} sessions passed ${times}, but ${firstSolidFail} failed ${times}`];
}

function reasonsOf(points: readonly Point[]): string[] {
  const reasons = points.flatMap(({ sessions, reasons }) =>
    reasons.map((reason) => `${sessions} sessions: ${reason}`)
  );
  return [...new Set(reasons)];
}
