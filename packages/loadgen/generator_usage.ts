import { readFile } from "node:fs/promises";
import process from "node:process";

/** What the load generator itself has used so far. */
export interface Usage {
  /** CPU time, user and system, of all threads. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** Reads the usage of this process. */
export function readUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
}

/** The runtime that this process runs on, and its version. */
export function ownRuntime(): { runtime: "deno" | "node" | "bun"; version: string } {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return { runtime: "bun", version: bun };
  if (deno !== undefined) return { runtime: "deno", version: deno };
  return { runtime: "node", version: node };
}

/**
 * The cores that this program can use: one, since it has one thread, or less under a CPU quota of
 * its control group or of one above it (cgroup v2).
 */
export async function cpuShareCores(): Promise<number> {
  const membership = await readText("/proc/self/cgroup");
  const path = membership.match(/^0::(\/.*)$/m)?.[1] ?? "/";
  let share = 1;
  for (let group = path.replace(/\/$/, "");; group = group.slice(0, group.lastIndexOf("/"))) {
    share = Math.min(share, quotaCores(await readText(`/sys/fs/cgroup${group}/cpu.max`)));
    if (group === "") return share;
  }
}

/** Cores allowed by the text of a `cpu.max`: microseconds of quota and period, or `max`. */
export function quotaCores(cpuMax: string): number {
  const [quota, period] = cpuMax.trim().split(" ").map(Number);
  return quota && period ? quota / period : Infinity;
}

function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
