import type { RunPhase } from "@stt-bench/results";

/** Whose CPU time a live view shows. */
export const LIVE_ROLES = ["gateway", "generator", "simulator"] as const;

/** One of {@linkcode LIVE_ROLES}. */
export type LiveRole = (typeof LIVE_ROLES)[number];

/** One second of a run that goes on, for people who watch; no result is made of it. */
export interface LiveSample {
  /** Milliseconds since the run began, by the load generator's clock. */
  readonly atMs: number;
  readonly phase: RunPhase;
  /** How long the phase has lasted, and how long it will; null where it lasts as long as it takes. */
  readonly phaseElapsedSecs: number;
  readonly phaseSecs: number | null;
  /** Until the measured window closes; null when it has, or before anything streams. */
  readonly leftSecs: number | null;
  /** Sessions that there shall be, that are open now, and that broke so far. */
  readonly sessions: number;
  readonly sessionsOpen: number;
  readonly sessionsBroken: number;
  readonly partialsPerSec: number;
  /** Newest frame → partial, of this second's partials; null where none came. */
  readonly newestP50Ms: number | null;
  readonly newestP95Ms: number | null;
  /** What the service level allows them; null where none is asked for. */
  readonly newestP50LimitMs: number | null;
  readonly newestP95LimitMs: number | null;
  /** Errors so far, broken sessions among them. */
  readonly errors: number;
  /** CPU time of this second in percent of one CPU; null where nobody knows. */
  readonly cpuPercent: Readonly<Record<LiveRole, number | null>>;
  /** What each may use: the gateway by its limit, the generator lest the run be invalid. */
  readonly cpuLimitPercent: Readonly<Record<LiveRole, number | null>>;
}
