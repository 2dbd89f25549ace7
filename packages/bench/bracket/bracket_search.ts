import { bracketResult, loadLevels } from "@stt-bench/results";
import type {
  BracketOutcome,
  BracketResult,
  LoadLevel,
  Point,
  SearchOptions,
} from "@stt-bench/results";

/** What a search does next: measure so many sessions, or end. */
export type SearchStep =
  | { readonly kind: "probe"; readonly sessions: number }
  | { readonly kind: "done"; readonly result: BracketResult };

/** The next number of sessions to measure, or how the search ends. */
type Move = number | BracketOutcome;

/**
 * The next step of a capacity search, which depends on nothing but `history` (the runs so far, in
 * their order): a search that was interrupted goes on where it was.
 *
 * The levels that were measured fall into three parts: up to `pass`, the highest that passes;
 * from `barrier` on, the lowest above it that fails or can't be measured; and between them those
 * that are borderline. Each step is the first of these that applies:
 *
 * | situation                                         | step                                   |
 * | ------------------------------------------------- | -------------------------------------- |
 * | nothing is known                                  | measure `start`                        |
 * | nothing passes                                    | halve down to `min`, then `below-min`; |
 * |                                                   | `invalid` if the lowest stays INVALID  |
 * | nothing but passes                                | double, up to `max`                    |
 * | a gap between `pass` and what is next above it    | halve the gap                          |
 * | `pass` has passed once                            | repeat it                              |
 * | something failed below the confirmed `pass`       | repeat it; `non-monotonic` if it stays |
 * | nothing above, or all of it borderline            | a step up; `at-cap` at `max`           |
 * | a gap below `barrier`                             | halve the gap                          |
 * | `barrier` has failed once                         | repeat it                              |
 * | `barrier` is a solid fail                         | `bracketed`                            |
 * | `barrier` stays INVALID                           | `generator-limited`                    |
 *
 * A repetition that turns out otherwise makes its level borderline, which moves `pass` down or
 * `barrier` up, and the table is read again.
 */
export function nextStep(history: readonly Point[], options: SearchOptions): SearchStep {
  const move = nextMove(loadLevels(history, options), options);
  if (typeof move === "string") return end(move, history, options);
  if (history.length >= options.maxProbes) return end("unfinished", history, options);
  return { kind: "probe", sessions: move };
}

function end(
  outcome: BracketOutcome,
  history: readonly Point[],
  options: SearchOptions,
): SearchStep {
  return { kind: "done", result: bracketResult(outcome, history, options) };
}

function nextMove(levels: readonly LoadLevel[], options: SearchOptions): Move {
  const [lowest] = levels;
  if (lowest === undefined) return Math.max(options.min, Math.min(options.max, options.start));
  const passIndex = levels.findLastIndex(passes);
  const pass = levels[passIndex];
  if (pass === undefined) return moveDown(lowest, options);
  const above = levels.slice(passIndex + 1);
  return moveTowardsEdge(pass, above, options) ??
    settleBelow(pass, levels) ??
    moveAbove(pass, above, options);
}

function passes({ standing }: LoadLevel): boolean {
  return standing === "passed" || standing === "confirmed";
}

/** Nothing passes: there is no answer at or above the lowest level. */
function moveDown(lowest: LoadLevel, { min }: SearchOptions): Move {
  if (lowest.standing === "unmeasurable") return "invalid";
  if (lowest.sessions > min) return Math.max(min, Math.floor(lowest.sessions / 2));
  return lowest.standing === "failed" ? lowest.sessions : "below-min";
}

/** Brings `pass` next to what does not pass, and confirms it; undefined when that is done. */
function moveTowardsEdge(
  pass: LoadLevel,
  [next]: readonly LoadLevel[],
  options: SearchOptions,
): Move | undefined {
  const { sessions, standing } = pass;
  if (next === undefined && sessions < options.max) return Math.min(options.max, sessions * 2);
  if (next !== undefined && isGap(pass, next, options)) return halveGap(pass, next);
  return standing === "passed" ? sessions : undefined;
}

/** Makes sure that nothing fails for certain below the confirmed `pass`. */
function settleBelow(pass: LoadLevel, levels: readonly LoadLevel[]): Move | undefined {
  const below = levels.filter(({ sessions }) => sessions < pass.sessions);
  if (below.some(({ standing }) => standing === "solid-fail")) return "non-monotonic";
  return below.find(({ standing }) => standing === "failed")?.sessions;
}

/** Brings the barrier next to what is below it, and confirms it. */
function moveAbove(pass: LoadLevel, above: readonly LoadLevel[], options: SearchOptions): Move {
  const barrier = above.find(({ standing }) => standing !== "borderline");
  const borderline = above.slice(0, barrier && above.indexOf(barrier));
  const below = borderline.at(-1) ?? pass;
  if (barrier === undefined) {
    return below.sessions < options.max ? stepUp(below.sessions, options) : "at-cap";
  }
  if (isGap(below, barrier, options)) return halveGap(below, barrier);
  if (barrier.standing === "failed") return barrier.sessions;
  return barrier.standing === "unmeasurable" ? "generator-limited" : "bracketed";
}

function stepUp(sessions: number, { step, max }: SearchOptions): number {
  return Math.min(max, sessions + Math.max(1, Math.floor(sessions * step)));
}

function isGap(low: LoadLevel, high: LoadLevel, { step }: SearchOptions): boolean {
  return high.sessions - low.sessions > Math.max(1, low.sessions * step);
}

/**
 * A number near the middle, the roundest (a multiple of 1, 2 or 5 times a power of ten) that
 * leaves at least three eighths of the gap on either side; where the gap is small, the middle.
 */
function halveGap({ sessions: low }: LoadLevel, { sessions: high }: LoadLevel): number {
  const quarter = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(quarter));
  const unit = [5, 2, 1].map((digit) => digit * power).find((unit) => unit <= quarter) ?? power;
  const grid = Math.max(1, unit);
  return Math.round((low + high) / 2 / grid) * grid;
}
