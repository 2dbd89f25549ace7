import { readFileSync } from "node:fs";
import { cpuGroups } from "./cpu_groups.ts";
import type { CpuGroup } from "./cpu_groups.ts";
import { quotaCores, throttledMs } from "./cpu_limit.ts";
import { cpuTicks } from "./cpu_ticks.ts";
import type { CpuTicks } from "./cpu_ticks.ts";

/** The CPU that the system has withheld from this process so far; null where it doesn't tell. */
export interface Interference {
  /** Time for which a CPU quota has held it, its group's and those above added up. */
  readonly throttledMs: number | null;
  readonly ticks: CpuTicks | null;
}

/** The CPU that was withheld between two readings. */
export interface InterferenceBetween {
  readonly throttledMs: number | null;
  /** Of the CPUs that it may run on. */
  readonly stealPercent: number | null;
}

/** Reads what was withheld so far, from a few files of the kernel. */
export function readInterference(): Interference {
  const known = ownCpuGroups()
    .map(({ folder }) => throttledMs(readText(`${folder}/cpu.stat`)))
    .filter((ms) => ms !== undefined);
  return {
    throttledMs: known.length === 0 ? null : known.reduce((sum, ms) => sum + ms, 0),
    ticks: cpuTicks(readText("/proc/stat"), readText("/proc/self/status")) ?? null,
  };
}

/** The difference of two readings. */
export function interferenceBetween(start: Interference, end: Interference): InterferenceBetween {
  const known = start.throttledMs !== null && end.throttledMs !== null;
  return {
    throttledMs: known ? end.throttledMs! - start.throttledMs! : null,
    stealPercent: stealPercent(start.ticks, end.ticks),
  };
}

function stealPercent(start: CpuTicks | null, end: CpuTicks | null): number | null {
  if (start === null || end === null || end.all <= start.all) return null;
  return 100 * (end.stolen - start.stolen) / (end.all - start.all);
}

/**
 * The cores that this program can use: one, since it has one thread, or less under a CPU quota of
 * its control group or of one above it.
 */
export function cpuShareCores(): number {
  return ownCpuGroups().reduce((least, group) => Math.min(least, quotaCores(quotaOf(group))), 1);
}

function quotaOf({ version, folder }: CpuGroup): string {
  if (version === 2) return readText(`${folder}/cpu.max`);
  return `${readText(`${folder}/cpu.cfs_quota_us`)} ${readText(`${folder}/cpu.cfs_period_us`)}`;
}

function ownCpuGroups(): CpuGroup[] {
  return cpuGroups(readText("/proc/self/cgroup"), readText("/proc/self/mountinfo"));
}

/** Empty where there is no such file, as outside of Linux. */
function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
