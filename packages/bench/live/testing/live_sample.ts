import type { LiveSample } from "../live_sample.ts";

/** A second in the middle of a run of 100 sessions where all is well. */
export const goodSample: LiveSample = {
  atMs: 11_000,
  phase: "measure",
  phaseElapsedSecs: 6,
  phaseSecs: 10,
  leftSecs: 4,
  sessions: 100,
  sessionsOpen: 100,
  sessionsBroken: 0,
  partialsPerSec: 100,
  newestP50Ms: 94.2,
  newestP95Ms: 130,
  newestP50LimitMs: 200,
  newestP95LimitMs: 350,
  errors: 0,
  cpuPercent: { gateway: 31.4, generator: 12, simulator: 22.2 },
  cpuLimitPercent: { gateway: null, generator: 85, simulator: null },
};
