/**
 * Names of the loads that are measured: `quick` for a first look and small machines, `full` with the
 * load generator's own timings, `reference` with those of a published capacity point.
 */
export const profileNames = ["quick", "full", "reference"] as const;

/** One of {@linkcode profileNames}. */
export type ProfileName = (typeof profileNames)[number];
