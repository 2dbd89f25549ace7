/**
 * Cores allowed by a quota and a period in microseconds, as the text of a `cpu.max` (version 2) or
 * the two of `cpu.cfs_quota_us` and `cpu.cfs_period_us` (version 1) have them; Infinity without one.
 */
export function quotaCores(text: string): number {
  const [quota = 0, period = 0] = text.trim().split(/\s+/).map(Number);
  return quota > 0 && period > 0 ? quota / period : Infinity;
}

/**
 * For how long a group has been throttled, by the text of its `cpu.stat` (either version), in
 * milliseconds; undefined where it doesn't say.
 */
export function throttledMs(cpuStat: string): number | undefined {
  const us = /^throttled_usec (\d+)$/m.exec(cpuStat)?.[1];
  if (us !== undefined) return Number(us) / 1000;
  const ns = /^throttled_time (\d+)$/m.exec(cpuStat)?.[1];
  return ns === undefined ? undefined : Number(ns) / 1e6;
}
