/** A control group that can limit the CPU of this process: its own, or one above it. */
export interface CpuGroup {
  readonly version: 1 | 2;
  /** Where its files are. */
  readonly folder: string;
}

interface Mount {
  /** The group that is visible at `point`. */
  readonly root: string;
  readonly point: string;
  readonly type: string;
  readonly options: readonly string[];
}

/**
 * The control groups of the process that has these texts as `/proc/self/cgroup` and
 * `/proc/self/mountinfo`, from its own up to the highest that it can see. Both versions are searched,
 * as one system may have both, and only one of them the CPU controller (cgroups(7), proc(5)).
 */
export function cpuGroups(cgroup: string, mountinfo: string): CpuGroup[] {
  const mounts = mountinfo.split("\n").flatMap(parseMount);
  return cgroup.split("\n").flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    const version = controllers === "" ? 2 : 1;
    if (version === 1 && !controllers.split(",").includes("cpu")) return [];
    const mount = mounts.find(({ type, options }) =>
      version === 2 ? type === "cgroup2" : type === "cgroup" && options.includes("cpu")
    );
    return mount === undefined
      ? []
      : foldersOf(path, mount).map((folder) => ({ version, folder }) as const);
  });
}

function foldersOf(path: string, { root, point }: Mount): string[] {
  const base = root === "/" ? "" : root;
  // Outside of what is mounted, as in a container that sees only its own part: that part is it.
  const isInside = path === base || path.startsWith(`${base}/`);
  const names = isInside ? path.slice(base.length).split("/").filter(Boolean) : [];
  return names.map((_, i) => [point, ...names.slice(0, names.length - i)].join("/")).concat(point);
}

function parseMount(line: string): Mount[] {
  const [place, filesystem] = line.split(" - ");
  const [, , , root, point] = (place ?? "").split(" ");
  const [type, , options] = (filesystem ?? "").split(" ");
  if (root === undefined || point === undefined || type === undefined) return [];
  return [{
    root: unescape(root),
    point: unescape(point),
    type,
    options: (options ?? "").split(","),
  }];
}

/** The kernel writes blanks in a path as octal numbers. */
function unescape(path: string): string {
  return path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}
