import { cpuBetween } from "./process_usage.ts";
import type { ProcessUsage } from "./process_usage.ts";

/** CPU of a process in percent of one core; null where one of the readings is missing. */
export function cpuPercent(
  before: ProcessUsage | undefined,
  after: ProcessUsage | undefined,
): number | null {
  if (before === undefined || after === undefined || after.atMs <= before.atMs) return null;
  const { cpuUs } = cpuBetween(before, after);
  return Math.round(cpuUs / (after.atMs - before.atMs)) / 10;
}
