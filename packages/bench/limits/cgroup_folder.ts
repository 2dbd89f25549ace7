import { join } from "node:path/posix";
import { cpuBandwidth } from "./cpu_bandwidth.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { isSystemError } from "./host.ts";
import type { Host } from "./host.ts";
import type { LimitsWanted } from "./limited_group.ts";
import { LimitsUnavailable } from "./limits_unavailable.ts";

/**
 * Makes a group `name` below the group `parent`, limited by what its hierarchy controls; returns its
 * folder.
 *
 * @throws {LimitsUnavailable} or a system error if it may not; nothing is left behind.
 */
export function makeCgroup(
  host: Host,
  parent: string,
  name: string,
  { version, controllers }: Hierarchy,
  wanted: LimitsWanted,
): string {
  const folder = join(parent, name);
  host.makeFolder(folder);
  try {
    const settings = controllers.flatMap((controller) => settingsOf[controller][version](wanted));
    for (const setting of settings) set(host, folder, setting);
  } catch (error) {
    removeCgroup(host, folder);
    throw error;
  }
  return folder;
}

/** Removes a group, unless a process is still in it, or it is gone. */
export function removeCgroup(host: Host, folder: string): void {
  try {
    host.removeFolder(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

interface Setting {
  readonly file: string;
  readonly value: number | string;
  /** Not every kernel has it. */
  readonly isOptional?: true;
}

const settingsOf = { cpu: { 1: cpuV1, 2: cpuV2 }, memory: { 1: memoryV1, 2: memoryV2 } };

function cpuV1({ cpus = NaN }: LimitsWanted): Setting[] {
  const { quotaUs, periodUs } = cpuBandwidth(cpus);
  return [
    { file: "cpu.cfs_period_us", value: periodUs },
    { file: "cpu.cfs_quota_us", value: quotaUs },
  ];
}

function cpuV2({ cpus = NaN }: LimitsWanted): Setting[] {
  const { quotaUs, periodUs } = cpuBandwidth(cpus);
  return [{ file: "cpu.max", value: `${quotaUs} ${periodUs}` }];
}

function memoryV1({ memoryBytes = NaN }: LimitsWanted): Setting[] {
  return [
    { file: "memory.limit_in_bytes", value: memoryBytes },
    // Memory and swap together; it may not be below the one above, so it comes after it.
    { file: "memory.memsw.limit_in_bytes", value: memoryBytes, isOptional: true },
  ];
}

function memoryV2({ memoryBytes = NaN }: LimitsWanted): Setting[] {
  return [
    { file: "memory.max", value: memoryBytes },
    { file: "memory.swap.max", value: 0, isOptional: true },
  ];
}

function set(host: Host, folder: string, { file, value, isOptional }: Setting): void {
  const path = join(folder, file);
  if (isOptional && !host.exists(path)) return;
  try {
    host.write(path, String(value));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new LimitsUnavailable(`writing ${value} to ${path} failed (${error.code})`);
  }
}
