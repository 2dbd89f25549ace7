/**
 * Beyond these the tools or the machine were the limit, and a run says nothing about the gateway.
 * `cpu_percent` is of the generator's share, `steal_percent` of the CPUs that it may run on.
 */
export const VALIDITY_LIMITS = {
  send_lateness_p99_ms: 10,
  generator_cpu_percent: 85,
  generator_throttled_ms: 0,
  generator_steal_percent: 5,
  /** A frame: whoever begins later than that opens its first sessions late. */
  shard_start_late_ms: 20,
  /** Clocks that are further apart are not synchronised, or nobody knows. */
  shard_clock_skew_ms: 1000,
  shard_clock_drift_ms: 20,
  simulator_errors: 0,
  simulator_queue_wait_p99_ms: 10,
  simulator_loop_delay_p99_ms: 10,
} as const;
