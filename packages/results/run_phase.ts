/**
 * The parts of a run, in order. `connecting` lasts until the first session streams, `ramp` until
 * the last one should, `warmup` until the measured window opens, `measure` until it closes,
 * `grace` until the last frame of the window is answered or given up, `closing` until every session
 * is closed. A run that ends early skips what is left.
 */
export const RUN_PHASES = [
  "connecting",
  "ramp",
  "warmup",
  "measure",
  "grace",
  "closing",
  "done",
] as const;

/** One of {@linkcode RUN_PHASES}. */
export type RunPhase = (typeof RUN_PHASES)[number];
