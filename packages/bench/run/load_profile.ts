import type { ProfileName, RunPhase } from "@stt-bench/results";

/** How much load, and for how long. */
export interface LoadProfile {
  readonly sessions: number;
  readonly rampUpSecs: number;
  readonly sessionStartSpreadMs: number;
  readonly warmupSecs: number;
  readonly measureSecs: number;
  /** How long a session lives before another takes its place; undefined for as long as the run. */
  readonly sessionSecs?: number;
}

/**
 * The profiles: `quick` for a first look and small machines, `full` with the load generator's own
 * timings, `reference` with those of a published capacity point.
 */
export const loadProfiles: Readonly<Record<ProfileName, LoadProfile>> = {
  quick: {
    sessions: 100,
    rampUpSecs: 2,
    sessionStartSpreadMs: 0,
    warmupSecs: 3,
    measureSecs: 10,
  },
  full: {
    sessions: 250,
    rampUpSecs: 10,
    sessionStartSpreadMs: 1000,
    warmupSecs: 15,
    measureSecs: 90,
  },
  reference: {
    sessions: 250,
    rampUpSecs: 30,
    sessionStartSpreadMs: 1000,
    warmupSecs: 10,
    measureSecs: 45,
  },
};

/** A whole run: its parts, the load generator's session grace (15 s) and some time to close. */
export function expectedMs(load: LoadProfile): number {
  return (load.rampUpSecs + load.warmupSecs + load.measureSecs + 15 + 10) * 1000 +
    load.sessionStartSpreadMs;
}

/** How long the phases take whose length the load decides, in seconds. */
export function phaseSecs(load: LoadProfile): Readonly<Partial<Record<RunPhase, number>>> {
  const { rampUpSecs, sessionStartSpreadMs, warmupSecs, measureSecs } = load;
  return {
    ramp: rampUpSecs + sessionStartSpreadMs / 1000,
    warmup: warmupSecs,
    measure: measureSecs,
  };
}
