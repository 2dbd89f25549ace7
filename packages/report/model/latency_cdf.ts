/** A latency, and the share (0 … 1) of values that are no longer. */
export interface CdfPoint {
  readonly ms: number;
  readonly share: number;
}

/** How the latencies of a target are distributed, over all its valid runs with the same load. */
export interface LatencyCdf {
  readonly target: string;
  readonly sessions: number;
  /** How many runs it comes from. */
  readonly runs: number;
  /** From sending the newest frame of a batch to its partial; ascending in both. */
  readonly newest: readonly CdfPoint[];
  readonly oldest: readonly CdfPoint[];
  /** Counted from when the frame should have been sent. */
  readonly newestFromSchedule: readonly CdfPoint[];
  readonly oldestFromSchedule: readonly CdfPoint[];
}
