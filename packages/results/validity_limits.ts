/**
 * Beyond these the tools or the machine were the limit, and a run says nothing about the gateway.
 * `cpu_percent` is of the generator's share, `steal_percent` of the CPUs that it may run on.
 */
export const VALIDITY_LIMITS = {
  send_lateness_p99_ms: 10,
  generator_cpu_percent: 85,
  generator_throttled_ms: 0,
  generator_steal_percent: 5,
  simulator_errors: 0,
  simulator_queue_wait_p99_ms: 10,
  simulator_loop_delay_p99_ms: 10,
} as const;
