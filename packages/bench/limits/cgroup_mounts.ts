/** One mounted hierarchy of control groups. */
export interface CgroupMount {
  readonly version: 1 | 2;
  /** Options of the hierarchy; of v1 its controllers are among them. */
  readonly options: readonly string[];
  /** The group that is visible at the mount point; `/` unless a container hides those above. */
  readonly root: string;
  readonly mountPoint: string;
}

/** Reads the mounts of control groups from `/proc/PID/mountinfo` (proc_pid_mountinfo(5)). */
export function parseCgroupMounts(text: string): CgroupMount[] {
  return text.split("\n").flatMap((line) => {
    // Any number of optional fields stands before the lone dash.
    const [before = "", after = ""] = line.split(" - ");
    const [, , , root = "", mountPoint = ""] = before.split(" ").map(unescape);
    const [type, , options = ""] = after.split(" ");
    if (type !== "cgroup" && type !== "cgroup2") return [];
    const version = type === "cgroup" ? 1 : 2;
    return [{ version, options: options.split(","), root, mountPoint }];
  });
}

/** The kernel writes a space, a tab, a line feed and a backslash in octal, e.g. `\040`. */
function unescape(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)));
}
