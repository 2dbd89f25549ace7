/** What to search, and how exactly. Numbers of sessions are whole. */
export interface SearchOptions {
  /** Where the search begins; moved into `min` … `max` if it lies outside. */
  readonly start: number;
  /** The first number of sessions that fails lies at most this share above the one that passes. */
  readonly step: number;
  /** Nothing below this is measured; at least 1. */
  readonly min: number;
  /** Nothing above this is measured: the user's limit, or what the tools can serve. */
  readonly max: number;
  /** How many runs of a number of sessions must agree to make it confirmed, or a solid fail. */
  readonly confirmations: number;
  /** How often a run that was INVALID is tried again before the search goes on without it. */
  readonly invalidRetries: number;
  /** After this many runs, valid or not, the search ends `unfinished`. */
  readonly maxProbes: number;
}

/** How a capacity is searched unless the user says otherwise; where is for the caller to say. */
export const SEARCH_DEFAULTS: Omit<SearchOptions, "start" | "max"> = {
  step: 0.05,
  min: 1,
  confirmations: 2,
  invalidRetries: 2,
  maxProbes: 40,
};
