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
