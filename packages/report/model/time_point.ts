/** The partials of one second. Latencies in milliseconds, from sending a frame to its partial. */
export interface TimePoint {
  /** Seconds since the measured window began, at the begin of this second. */
  readonly atSecs: number;
  readonly partials: number;
  readonly newestP50Ms: number;
  readonly newestP95Ms: number;
  readonly oldestP50Ms: number;
  readonly oldestP95Ms: number;
}
