/** The group that a process is in, in one hierarchy. */
export interface CgroupMembership {
  readonly version: 1 | 2;
  /** What a v1 hierarchy controls; empty for v2, which any controller may be part of. */
  readonly controllers: readonly string[];
  /** The group's path in its hierarchy, e.g. `/user.slice/user-1000.slice`. */
  readonly path: string;
}

/** Reads `/proc/PID/cgroup` (cgroups(7)): a line `id:controllers:path` for each hierarchy. */
export function parseCgroupMemberships(text: string): CgroupMembership[] {
  return text.split("\n").flatMap((line) => {
    const [, id, controllers = "", path = ""] = line.match(/^(\d+):([^:]*):(\/.*)$/) ?? [];
    if (id === undefined) return [];
    const version = id === "0" && controllers === "" ? 2 : 1;
    return [{ version, controllers: controllers.split(",").filter(Boolean), path }];
  });
}
