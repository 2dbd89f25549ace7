import { join } from "node:path/posix";
import type { CgroupMembership } from "./cgroup_memberships.ts";
import type { CgroupMount } from "./cgroup_mounts.ts";
import { LimitsUnavailable } from "./limits_unavailable.ts";

/** What of a process a control group can limit. */
export type Controller = "cpu" | "memory";

/** A hierarchy of control groups that has some of the controllers that are wanted. */
export interface Hierarchy {
  readonly version: 1 | 2;
  readonly controllers: readonly Controller[];
  readonly mountPoint: string;
  /** The folder of the group that we are in; within the mount point. */
  readonly ownFolder: string;
}

/**
 * The hierarchies that have the `wanted` controllers: each controller is in one v1 hierarchy or in
 * v2, and a hybrid machine has both.
 *
 * @throws {LimitsUnavailable} if one of them isn't mounted where we could see our own group.
 */
export function findHierarchies(
  wanted: readonly Controller[],
  mounts: readonly CgroupMount[],
  memberships: readonly CgroupMembership[],
): Hierarchy[] {
  const found = new Map<string, Hierarchy>();
  for (const controller of wanted) {
    const place = findPlace(controller, mounts, memberships);
    const controllers = [...(found.get(place.mountPoint)?.controllers ?? []), controller];
    found.set(place.mountPoint, { ...place, controllers });
  }
  return [...found.values()];
}

function findPlace(
  controller: Controller,
  mounts: readonly CgroupMount[],
  memberships: readonly CgroupMembership[],
): Omit<Hierarchy, "controllers"> {
  const own = memberships.find(({ controllers }) => controllers.includes(controller)) ??
    memberships.find(({ version }) => version === 2);
  for (const { version, options, root, mountPoint } of mounts) {
    if (version !== own?.version || (version === 1 && !options.includes(controller))) continue;
    const path = visiblePath(root, own.path);
    if (path !== undefined) return { version, mountPoint, ownFolder: join(mountPoint, path) };
  }
  const version = own === undefined ? "" : ` v${own.version}`;
  throw new LimitsUnavailable(
    `our own group of the ${controller} controller is not visible (no cgroup${version} mount shows it)`,
  );
}

/** Where a mount that shows `root` has the group `path`; undefined if it hasn't. */
function visiblePath(root: string, path: string): string | undefined {
  // A group outside of our cgroup namespace is shown as `/../x` (cgroup_namespaces(7)).
  if (path.split("/").includes("..")) return undefined;
  if (root === "/") return path === "/" ? "" : path;
  return path === root || path.startsWith(`${root}/`) ? path.slice(root.length) : undefined;
}
