import type { BracketOutcome, ErrorMode } from "@stt-bench/results";
import type { ResultSet } from "../model/result_set.ts";
import { measuredLevels } from "./measured_levels.ts";
import type { MeasuredLevel } from "./measured_levels.ts";

/** How many sessions a gateway was found to hold within the service level. */
export interface FoundCapacity {
  readonly set: ResultSet;
  readonly target: string;
  readonly outcome: BracketOutcome;
  /** E.g. `500`, `≥ 1100`, `–`. */
  readonly text: string;
  readonly isAtLeast: boolean;
  readonly confirmed: number | null;
  readonly borderline: readonly number[];
  readonly firstSolidFail: number | null;
  readonly failingGate: string | null;
  readonly errorMode: ErrorMode | null;
  readonly runs: number;
  /** Whether each edge was measured more than once. */
  readonly isRepeated: boolean;
}

/**
 * What a set says of capacities: what its search has found, or of runs that nobody searched with,
 * what passed and failed. A head-to-head under one load says nothing of them.
 */
export function foundCapacities(set: ResultSet): readonly FoundCapacity[] {
  if (set.program === "bench" || set.program === "soak") return [];
  if (set.brackets.length > 0) return set.brackets.map((bracket) => fromBracket(set, bracket));
  return set.targets.map(({ label }) => fromLevels(set, label));
}

function fromBracket(
  set: ResultSet,
  { target, text, isAtLeast, result, points }: ResultSet["brackets"][0],
): FoundCapacity {
  const { outcome, confirmed, borderline, firstSolidFail, failingGate, errorMode } = result;
  const edge = (sessions: number | null, verdict: string) =>
    sessions === null ||
    points.filter((point) => point.sessions === sessions && point.verdict === verdict).length > 1;
  return {
    set,
    target,
    outcome,
    text,
    isAtLeast,
    confirmed,
    borderline,
    firstSolidFail,
    failingGate,
    errorMode,
    runs: points.length,
    isRepeated: edge(confirmed, "pass") && edge(firstSolidFail, "fail"),
  };
}

/** The highest number that never failed, below the lowest that never passed. */
function fromLevels(set: ResultSet, target: string): FoundCapacity {
  const levels = measuredLevels(set, target);
  const passing = levels.filter(({ counts }) => counts.pass > 0 && counts.fail === 0);
  const failing = levels.filter(({ counts }) => counts.fail > 0 && counts.pass === 0);
  const [pass, fail] = [passing.at(-1), failing[0]];
  const outcome = outcomeOf(pass, fail);
  const confirmed = pass?.sessions ?? (fail === undefined ? null : 0);
  const isAtLeast = outcome === "at-cap";
  const text = confirmed === null ? "–" : `${isAtLeast ? "≥ " : ""}${confirmed}`;
  return {
    set,
    target,
    outcome,
    text,
    isAtLeast,
    confirmed,
    borderline: levels.filter(({ counts }) => counts.fail > 0 && counts.pass > 0)
      .map(({ sessions }) => sessions),
    firstSolidFail: fail?.sessions ?? null,
    failingGate: fail?.failingGates[0] ?? null,
    errorMode: fail === undefined ? null : fail.errors > 0 ? "error-cliff" : "latency-edge",
    runs: levels.reduce((sum, { counts }) => sum + counts.pass + counts.fail + counts.invalid, 0),
    isRepeated: (pass?.counts.pass ?? 2) > 1 && (fail?.counts.fail ?? 2) > 1,
  };
}

function outcomeOf(
  pass: MeasuredLevel | undefined,
  fail: MeasuredLevel | undefined,
): BracketOutcome {
  if (pass === undefined) return fail === undefined ? "invalid" : "below-min";
  if (fail === undefined) return "at-cap";
  return pass.sessions < fail.sessions ? "bracketed" : "non-monotonic";
}
