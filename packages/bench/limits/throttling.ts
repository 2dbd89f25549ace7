/** How often a group ran into its CPU limit. */
export interface Throttling {
  /** Periods that passed while the group had something to run. */
  readonly periods: number;
  /** Those of them in which it used up its quota and had to wait. */
  readonly throttledPeriods: number;
  /**
   * How long it waited, summed over CPUs: threads on two CPUs wait two seconds in one. So the share
   * of time in which it was throttled is not to be had from this.
   */
  readonly throttledUs: number;
}

/**
 * Reads `cpu.stat` of cgroup v2 (`throttled_usec`) or v1 (`throttled_time`, in ns); undefined where
 * the CPU controller is off, whose fields are missing then.
 *
 * Source: the kernel's `admin-guide/cgroup-v2.rst` and `scheduler/sched-bwc.rst`.
 */
export function parseCpuStat(text: string): Throttling | undefined {
  const fields = new Map(text.split("\n").map((line) => line.split(" ") as [string, string]));
  const number = (name: string) => Number(fields.get(name) ?? NaN);
  const throttledUs = fields.has("throttled_usec")
    ? number("throttled_usec")
    : number("throttled_time") / 1000;
  const throttling = {
    periods: number("nr_periods"),
    throttledPeriods: number("nr_throttled"),
    throttledUs,
  };
  return Object.values(throttling).every(Number.isFinite) ? throttling : undefined;
}
