/** How much a group may run: `quotaUs` of CPU time in each `periodUs`. */
export interface CpuBandwidth {
  readonly quotaUs: number;
  readonly periodUs: number;
}

/** The least and the most CPUs that a limit can be. */
export const CPU_LIMIT_RANGE: readonly [number, number] = [0.01, 1024];

/**
 * The kernel's default of 100 ms would stop a process under 0.25 CPUs for 75 ms at a time, which
 * looks like latency of its own.
 */
const PERIOD_US = 10_000;

/** The kernel refuses less (`min_cfs_quota_period`), so small limits get a longer period. */
const MIN_QUOTA_US = 1000;

/**
 * Quota and period of a limit of `cpus`, a fraction of a CPU (0.25) or several (2).
 *
 * @throws {RangeError} outside of {@linkcode CPU_LIMIT_RANGE}.
 */
export function cpuBandwidth(cpus: number): CpuBandwidth {
  const [min, max] = CPU_LIMIT_RANGE;
  if (!(cpus >= min && cpus <= max)) {
    throw new RangeError(`Cannot limit the CPU: expected ${min}–${max} CPUs, got ${cpus}`);
  }
  const periodUs = Math.max(PERIOD_US, Math.ceil(MIN_QUOTA_US / cpus));
  return { quotaUs: Math.max(MIN_QUOTA_US, Math.round(cpus * periodUs)), periodUs };
}
