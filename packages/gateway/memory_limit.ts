import { readFileSync } from "node:fs";

/** The part of the cgroup's limit that `auto` allows: the rest is for what isn't a session's. */
const SHARE = 0.9;

/** Where the limit stands, of cgroup v2 and v1. */
const LIMIT_FILES = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

/** cgroup v1 says that there is no limit by a number that no machine has. */
const NO_LIMIT_BYTES = 2 ** 62;

/** The bytes that `MAX_MEMORY_BYTES` allows; undefined: no limit. */
export function memoryLimitBytes(
  configured: number | "auto",
  cgroupLimitBytes: () => number | undefined = readCgroupLimit,
): number | undefined {
  const bytes = configured === "auto" ? (cgroupLimitBytes() ?? 0) * SHARE : configured;
  return bytes > 0 ? Math.floor(bytes) : undefined;
}

/** The memory limit of this process's cgroup; undefined when it has none, or isn't in one. */
function readCgroupLimit(): number | undefined {
  for (const file of LIMIT_FILES) {
    try {
      const bytes = Number(readFileSync(file, "utf8"));
      if (bytes < NO_LIMIT_BYTES) return bytes;
    } catch {
      // Another version of cgroups, or another system.
    }
  }
  return undefined;
}
