import { createCgroupGroup } from "./cgroup_group.ts";
import { parseCgroupMemberships } from "./cgroup_memberships.ts";
import { parseCgroupMounts } from "./cgroup_mounts.ts";
import { cpuBandwidth } from "./cpu_bandwidth.ts";
import { findHierarchies } from "./hierarchy.ts";
import type { Controller, Hierarchy } from "./hierarchy.ts";
import { isSystemError, thisHost } from "./host.ts";
import type { Host } from "./host.ts";
import type { LimitedGroup, LimitsWanted } from "./limited_group.ts";
import { LimitsUnavailable } from "./limits_unavailable.ts";
import { createSystemdScope } from "./systemd_scope.ts";

/**
 * Makes a place where a process that we start is limited, the way that this machine offers:
 * control groups of version 1 or 2, by their files or through systemd.
 *
 * ```ts ignore
 * const group = createLimitedGroup({ cpus: 0.25 });
 * const child = spawn(group.prefix[0], [...group.prefix.slice(1), "node", "main.js"]);
 * group.readThrottling(child.pid); // { periods: 100, throttledPeriods: 97, throttledUs: 731_000 }
 * group.remove();
 * ```
 *
 * @throws {LimitsUnavailable} where there is no way; the message says what was tried.
 * @throws {RangeError} if nothing is wanted, or a limit that can't be.
 */
export function createLimitedGroup(wanted: LimitsWanted, host: Host = thisHost): LimitedGroup {
  const controllers = controllersOf(wanted);
  const refusals: string[] = [];
  const attempt = <T>(make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      if (!isSystemError(error) && !(error instanceof LimitsUnavailable)) throw error;
      refusals.push(error.message);
      return undefined;
    }
  };
  const hierarchies = attempt(() => readHierarchies(host, controllers)) ?? [];
  for (const mechanism of mechanismsFor(hierarchies, host)) {
    const group = attempt(() => mechanism(host, hierarchies, wanted));
    if (group !== undefined) return group;
  }
  throw new LimitsUnavailable(
    `Cannot limit ${controllers.join(" and ")}: expected a way to make a control group, got ` +
      `${refusals.join("; ")}. ${HELP}`,
  );
}

const HELP = "It works on Linux: as root (in a container: a privileged one), or as a user where " +
  '"systemd-run --user --scope true" works and systemd manages cgroup v2';

function controllersOf({ cpus, memoryBytes }: LimitsWanted): Controller[] {
  const controllers: Controller[] = [];
  if (cpus !== undefined) {
    cpuBandwidth(cpus);
    controllers.push("cpu");
  }
  if (memoryBytes !== undefined) {
    if (!Number.isSafeInteger(memoryBytes) || memoryBytes <= 0) {
      throw new RangeError(`Cannot limit memory: expected bytes > 0, got ${memoryBytes}`);
    }
    controllers.push("memory");
  }
  if (controllers.length === 0) {
    throw new RangeError("Cannot limit a process: expected cpus or memoryBytes, got neither");
  }
  return controllers;
}

type Mechanism = typeof createCgroupGroup;

/**
 * systemd, where it runs, is the only one to write to its cgroup v2 hierarchy: it may take away
 * controllers that it has no use for, and the limits with them. In v1 it leaves groups alone.
 */
function mechanismsFor(hierarchies: readonly Hierarchy[], host: Host): Mechanism[] {
  if (hierarchies.length === 0) return [];
  const isV2 = hierarchies.every(({ version }) => version === 2);
  // The sign of a running systemd, by sd_booted(3).
  const isManaged = isV2 && host.exists("/run/systemd/system");
  return isManaged ? [createSystemdScope, createCgroupGroup] : [createCgroupGroup];
}

function readHierarchies(host: Host, controllers: readonly Controller[]): Hierarchy[] {
  const mounts = parseCgroupMounts(host.read("/proc/self/mountinfo"));
  const memberships = parseCgroupMemberships(host.read("/proc/self/cgroup"));
  return findHierarchies(controllers, mounts, memberships);
}
