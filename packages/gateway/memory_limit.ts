import { readFileSync } from "node:fs";

/** The part of the cgroup's limit that `auto` allows: the rest is for what isn't a session's. */
const SHARE = 0.9;

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

/**
 * The files that may hold a limit for a process with these `/proc/self/cgroup`, of cgroup v2 and v1.
 * A cgroup is bound by those around it, too; and a container may see its own as the root, whatever its
 * path says.
 */
export function limitFiles(cgroups: string): string[] {
  return cgroups.split("\n").flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    if (controllers === "") return withParents(path, "/sys/fs/cgroup", "memory.max");
    if (!controllers.split(",").includes("memory")) return [];
    return withParents(path, "/sys/fs/cgroup/memory", "memory.limit_in_bytes");
  });
}

function withParents(path: string, mount: string, file: string): string[] {
  const names = path.split("/").filter(Boolean);
  return Array.from({ length: names.length + 1 }, (_, depth) => {
    return [mount, ...names.slice(0, names.length - depth), file].join("/");
  });
}

/** The memory limit of this process's cgroup; undefined when it has none, or isn't in one. */
function readCgroupLimit(): number | undefined {
  const limits = limitFiles(readIfThere("/proc/self/cgroup"))
    .map((file) => parseInt(readIfThere(file)))
    .filter((bytes) => bytes < NO_LIMIT_BYTES);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

/** The text of `file`; empty where there is no such file, as on other systems. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
