import { join, relative } from "node:path/posix";
import { makeCgroup } from "./cgroup_folder.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { isSystemError } from "./host.ts";
import type { Host } from "./host.ts";
import type { LimitsWanted } from "./limited_group.ts";
import { LimitsUnavailable } from "./limits_unavailable.ts";
import { removeStaleGroups } from "./stale_groups.ts";

/**
 * Makes a limited group of cgroup v2; returns its folder.
 *
 * A group there gets a controller only if its parent has it in `cgroup.subtree_control`, and a
 * parent that holds processes can't have any, except for the root of the whole hierarchy ("no
 * internal processes", the kernel's `admin-guide/cgroup-v2.rst`). Our own group holds us, and we
 * move no processes about; so the parent is the nearest group above us that can be one. Those that
 * have the controllers already come first, so that we change other groups only if we must.
 *
 * @throws {LimitsUnavailable} if no group above us can be the parent.
 */
export function makeCgroupV2(
  host: Host,
  name: string,
  hierarchy: Hierarchy,
  wanted: LimitsWanted,
): string {
  const refusals: string[] = [];
  const parents = ancestors(hierarchy).map((folder) => ({
    folder,
    missing: missingControllers(host, folder, hierarchy),
  }));
  const ready = parents.filter(({ missing }) => missing.length === 0);
  const others = parents.filter(({ missing }) => missing.length > 0);
  for (const { folder, missing } of [...ready, ...others]) {
    try {
      enable(host, folder, missing);
      checkEntry(host, folder);
      removeStaleGroups(host, folder, name);
      return makeCgroup(host, folder, name, hierarchy, wanted);
    } catch (error) {
      if (!isSystemError(error) && !(error instanceof LimitsUnavailable)) throw error;
      refusals.push(error.message);
    }
  }
  throw new LimitsUnavailable(refusals.join(", "));
}

/** Our own group and those above it, as far as we see them; the nearest first. */
function ancestors({ ownFolder, mountPoint }: Hierarchy): string[] {
  const names = relative(mountPoint, ownFolder).split("/").filter(Boolean);
  const below = names.map((_, i) => join(mountPoint, ...names.slice(0, i + 1)));
  return [mountPoint, ...below].reverse();
}

function missingControllers(host: Host, folder: string, { controllers }: Hierarchy): string[] {
  const enabled = parseControllers(host.read(join(folder, "cgroup.subtree_control")));
  return controllers.filter((controller) => !enabled.includes(controller));
}

/** Reads `cgroup.controllers` or `cgroup.subtree_control`: names with spaces between. */
export function parseControllers(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

function enable(host: Host, folder: string, controllers: readonly string[]): void {
  if (controllers.length === 0) return;
  const value = controllers.map((controller) => `+${controller}`).join(" ");
  try {
    host.write(join(folder, "cgroup.subtree_control"), value);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const why = error.code === "EBUSY" ? "it holds processes" : error.code;
    throw new LimitsUnavailable(
      `${folder} can't give its groups ${controllers.join(", ")} (${why})`,
    );
  }
}

/** To enter a group, one must be allowed to write to `cgroup.procs` of the parent in common, too. */
function checkEntry(host: Host, folder: string): void {
  const procs = join(folder, "cgroup.procs");
  if (!host.canWrite(procs)) throw new LimitsUnavailable(`${procs} can't be written`);
}
