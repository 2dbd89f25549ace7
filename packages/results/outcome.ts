/** How a run or a whole program ended; the first one of these that came up counts. */
export const outcomes = ["interrupted", "fail", "invalid", "pass"] as const;

/** One of {@linkcode outcomes}. */
export type Outcome = (typeof outcomes)[number];
