import { basename, dirname, join } from "node:path/posix";
import type { CommandResult, Host } from "../host.ts";
import type { MachineTexts } from "./machines.ts";

/** A group of the fake machine. */
export interface FakeGroup {
  /** What `cgroup.subtree_control` has; v2 only. */
  readonly enabled?: readonly string[];
  /** Whether processes are in it. */
  readonly isBusy?: boolean;
  /** The code of the error that each change of it ends with, e.g. `EACCES`. */
  readonly refusal?: string;
}

/** A hierarchy of control groups, with the folder that the mount point shows. */
export interface FakeHierarchy {
  readonly mountPoint: string;
  readonly version: 1 | 2;
  readonly controllers: readonly string[];
  /** Whether the mount point shows a group below the root of all: so in containers. */
  readonly isContainer?: boolean;
}

const filesOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "1 cpu": { "cpu.cfs_period_us": "100000", "cpu.cfs_quota_us": "-1", "cpu.stat": "" },
  "1 memory": {
    "memory.limit_in_bytes": "9223372036854771712",
    "memory.memsw.limit_in_bytes": "9223372036854771712",
    "memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n",
  },
  "2 cpu": { "cpu.max": "max 100000", "cpu.stat": "usage_usec 0\n" },
  "2 memory": {
    "memory.max": "max",
    "memory.swap.max": "max",
    "memory.events": "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n",
  },
};

/**
 * A machine in memory with the kernel's rules for control groups: which files a new group has, that
 * a group with processes gives its children no controllers, and what can't be removed.
 */
export class FakeHost implements Host {
  readonly pid = 4711;
  isRoot = true;
  /** Answers to commands, by their program. */
  readonly programs: Record<string, (command: readonly string[]) => CommandResult> = {};
  readonly #files = new Map<string, string>();
  readonly #groups = new Map<string, FakeGroup & { hierarchy: FakeHierarchy }>();

  constructor(texts: MachineTexts, hierarchies: readonly FakeHierarchy[]) {
    this.setFile("/proc/self/mountinfo", texts.mountinfo);
    this.setFile("/proc/self/cgroup", texts.cgroup);
    for (const hierarchy of hierarchies) this.#addGroup(hierarchy.mountPoint, hierarchy, {});
  }

  setFile(path: string, text: string): void {
    this.#files.set(path, text);
  }

  /** Adds a group, or changes it; those above it must be there. */
  setGroup(folder: string, group: FakeGroup): this {
    const { hierarchy } = this.#groups.get(folder) ?? this.#groupOf(dirname(folder));
    this.#addGroup(folder, hierarchy, group);
    return this;
  }

  /** The groups whose name says that the bench made them. */
  get benchGroups(): string[] {
    return [...this.#groups.keys()].filter((folder) => basename(folder).startsWith("stt-bench-"));
  }

  exists(path: string): boolean {
    return this.#files.has(path) || this.#groups.has(path);
  }

  canWrite(path: string): boolean {
    return this.exists(path) && this.#groupOf(dirname(path)).refusal === undefined;
  }

  read(path: string): string {
    return this.#files.get(path) ?? fail("ENOENT", path);
  }

  write(path: string, text: string): void {
    const group = this.#groupOf(dirname(path));
    if (!this.#files.has(path)) fail("ENOENT", path);
    if (group.refusal !== undefined) fail(group.refusal, path);
    if (basename(path) === "cgroup.subtree_control") return this.#enable(dirname(path), text);
    this.#files.set(path, text);
  }

  list(folder: string): string[] {
    const paths = [...this.#files.keys(), ...this.#groups.keys()];
    return paths.filter((path) => dirname(path) === folder).map((path) => basename(path));
  }

  makeFolder(folder: string): void {
    const { hierarchy, refusal } = this.#groupOf(dirname(folder));
    if (refusal !== undefined) fail(refusal, folder);
    if (this.#groups.has(folder)) fail("EEXIST", folder);
    this.#addGroup(folder, hierarchy, {});
  }

  removeFolder(folder: string): void {
    const { isBusy, refusal } = this.#groupOf(folder);
    const hasBelow = [...this.#groups.keys()].some((path) => dirname(path) === folder);
    if (isBusy || hasBelow) fail("EBUSY", folder);
    if (refusal !== undefined) fail(refusal, folder);
    this.#groups.delete(folder);
    for (const name of this.list(folder)) this.#files.delete(join(folder, name));
  }

  run(command: readonly [string, ...string[]]): CommandResult {
    const notFound = { status: null, stdout: "", stderr: `spawn ${command[0]} ENOENT` };
    return this.programs[command[0]]?.(command) ?? notFound;
  }

  #addGroup(folder: string, hierarchy: FakeHierarchy, group: FakeGroup): void {
    const { version, mountPoint, controllers } = hierarchy;
    const isTop = folder === mountPoint;
    const own = version === 1 || isTop ? controllers : this.#groupOf(dirname(folder)).enabled ?? [];
    this.#groups.set(folder, { ...group, hierarchy });
    this.setFile(join(folder, "cgroup.procs"), group.isBusy ? "1\n" : "");
    if (version === 2) {
      this.setFile(join(folder, "cgroup.controllers"), own.join(" "));
      this.setFile(join(folder, "cgroup.subtree_control"), group.enabled?.join(" ") ?? "");
    }
    if (isTop && !hierarchy.isContainer) return;
    const files = Object.assign(
      {},
      ...own.map((controller) => filesOf[`${version} ${controller}`]),
    );
    for (const [file, text] of Object.entries<string>(files)) {
      this.setFile(join(folder, file), text);
    }
  }

  #enable(folder: string, text: string): void {
    const group = this.#groupOf(folder);
    const isRoot = folder === group.hierarchy.mountPoint && !group.hierarchy.isContainer;
    const controllers = text.split(" ").map((controller) => controller.replace(/^\+/, ""));
    const own = this.read(join(folder, "cgroup.controllers")).split(" ");
    if (!controllers.every((controller) => own.includes(controller))) fail("ENOENT", folder);
    if (group.isBusy && !isRoot) fail("EBUSY", folder);
    this.setGroup(folder, { ...group, enabled: [...(group.enabled ?? []), ...controllers] });
  }

  #groupOf(folder: string): FakeGroup & { hierarchy: FakeHierarchy } {
    return this.#groups.get(folder) ?? fail("ENOENT", folder);
  }
}

function fail(code: string, path: string): never {
  throw Object.assign(new Error(`${code}: refused by the fake machine, '${path}'`), { code });
}
