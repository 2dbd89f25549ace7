import type { Verdict } from "../verdict.ts";

/** One run of a capacity search: its number of sessions, and how the gateway did. */
export interface Point {
  readonly sessions: number;
  readonly verdict: Verdict;
  /** The gates of the service level that did not hold, in its order. */
  readonly failingGates: readonly string[];
  /** Errors of every kind in the whole run. */
  readonly errors: number;
  /** Why it did not pass, one line each. */
  readonly reasons: readonly string[];
}
