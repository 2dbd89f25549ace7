import type { Measurements } from "@stt-bench/results";
import { round3 } from "./round3.ts";

/** What a process knows of an instant that it shares with others, before the run. */
export interface AgreedStart {
  /** By the clock that all go by. */
  readonly atEpochMs: number;
  /** How far this machine's clock is ahead of that; null where nothing measured it. */
  readonly clockSkewMs: number | null;
}

/** The clocks of this process. */
export interface Clocks {
  /** Milliseconds, monotonic: the clock of the run. */
  readonly nowMs: () => number;
  /** Milliseconds since 1970. */
  readonly epochMs: () => number;
}

/** When the schedule begins, on the clock of the run. */
export function startMsOf({ atEpochMs, clockSkewMs }: AgreedStart, clocks: Clocks): number {
  const ownEpochMs = atEpochMs + (clockSkewMs ?? 0);
  return clocks.nowMs() + ownEpochMs - clocks.epochMs();
}

/**
 * What the summary says of a start.
 *
 * @param startMs when the schedule began, on the clock of the run
 * @param readyMs when this process was ready to begin, on the same clock
 * @param driftMs how far the clocks have moved apart since they were compared
 */
export function describeStart(
  { atEpochMs, clockSkewMs }: AgreedStart,
  startMs: number,
  readyMs: number,
  driftMs: number | null,
): NonNullable<Measurements["start"]> {
  return {
    at_epoch_ms: atEpochMs,
    late_ms: round3(Math.max(0, readyMs - startMs)),
    clock_skew_ms: clockSkewMs === null ? null : round3(clockSkewMs),
    clock_drift_ms: driftMs === null ? null : round3(driftMs),
  };
}
