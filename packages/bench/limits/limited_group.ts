import type { Throttling } from "./throttling.ts";

/** What a process may use; a limit that is left out isn't set. */
export interface LimitsWanted {
  /** A fraction of a CPU (0.25), or several CPUs' worth (2). */
  readonly cpus?: number;
  /**
   * Memory and, where the kernel accounts it, swap. Page cache counts, but is given back before
   * anything is killed. Buffers of sockets count in cgroup v2 only: in v1 they come on top.
   */
  readonly memoryBytes?: number;
}

/** A place for one process, and the children that it starts, where limits hold. */
export interface LimitedGroup {
  /**
   * Put it before one command: the process is inside of the group before the command starts, and
   * its pid stays. If it can't enter, it says so on standard error and exits with a code ≠ 0.
   */
  readonly prefix: readonly string[];
  /** How the limits are enforced: `cgroup v1`, `cgroup v2`, `systemd-run --user --scope`, … */
  readonly mechanism: string;
  /**
   * Throttling so far of the process `pid`, which the prefix started; undefined without a CPU limit
   * or when the group is gone (one of systemd goes with its last process).
   */
  readThrottling(pid: number): Throttling | undefined;
  /**
   * How many of its processes the kernel has killed at the memory limit (they end by SIGKILL);
   * undefined without a memory limit or when the group is gone.
   */
  readMemoryKills(pid: number): number | undefined;
  /** Removes the group once its processes have ended; one that is still in use stays. */
  remove(): void;
}
