import type { Point } from "./point.ts";
import type { SearchOptions } from "./search_options.ts";

/**
 * What is known of one number of sessions.
 *
 * - `passed`, `failed`: so far, but not often enough to rely on it;
 * - `confirmed`, `solid-fail`: as often as asked for, without exception;
 * - `borderline`: it passed and it failed;
 * - `unmeasurable`: it stayed INVALID through all retries, so that nobody can say.
 */
export type Standing =
  | "passed"
  | "confirmed"
  | "failed"
  | "solid-fail"
  | "borderline"
  | "unmeasurable";

/** A number of sessions that was measured, and what is known of it. */
export interface LoadLevel {
  readonly sessions: number;
  readonly standing: Standing;
}

/**
 * What `history` says of each number of sessions within the options' `min` … `max`, ascending. A
 * number of which nothing is known yet, as its runs were INVALID and may be tried again, is left
 * out.
 */
export function loadLevels(history: readonly Point[], options: SearchOptions): LoadLevel[] {
  const inRange = history.filter(({ sessions }) =>
    sessions >= options.min && sessions <= options.max
  );
  return [...Map.groupBy(inRange, ({ sessions }) => sessions)]
    .flatMap(([sessions, points]) => {
      const standing = standingOf(points, options);
      return standing === undefined ? [] : [{ sessions, standing }];
    })
    .sort((a, b) => a.sessions - b.sessions);
}

function standingOf(points: readonly Point[], options: SearchOptions): Standing | undefined {
  const passes = points.filter(({ verdict }) => verdict === "pass").length;
  const fails = points.filter(({ verdict }) => verdict === "fail").length;
  if (passes > 0 && fails > 0) return "borderline";
  if (passes >= options.confirmations) return "confirmed";
  if (fails >= options.confirmations) return "solid-fail";
  const lastValid = points.findLastIndex(({ verdict }) => verdict !== "invalid");
  if (points.length - 1 - lastValid > options.invalidRetries) return "unmeasurable";
  if (passes > 0) return "passed";
  return fails > 0 ? "failed" : undefined;
}
