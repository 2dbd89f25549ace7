import { join } from "node:path/posix";
import { makeCgroup, removeCgroup } from "./cgroup_folder.ts";
import { makeCgroupV2 } from "./cgroup_v2.ts";
import { enterCommand } from "./enter_command.ts";
import type { Controller, Hierarchy } from "./hierarchy.ts";
import { readIfThere } from "./host.ts";
import type { Host } from "./host.ts";
import type { LimitedGroup, LimitsWanted } from "./limited_group.ts";
import { parseMemoryKills } from "./memory_kills.ts";
import { nextGroupName, removeStaleGroups } from "./stale_groups.ts";
import { parseCpuStat } from "./throttling.ts";

/** The folder of our group in one hierarchy. */
interface Folder {
  readonly path: string;
  readonly version: 1 | 2;
  readonly controllers: readonly Controller[];
}

/**
 * Makes a limited group in each of `hierarchies`, below or beside our own.
 *
 * @throws {LimitsUnavailable} or a system error if it may not; nothing is left behind.
 */
export function createCgroupGroup(
  host: Host,
  hierarchies: readonly Hierarchy[],
  wanted: LimitsWanted,
): LimitedGroup {
  const name = nextGroupName(host);
  const folders: Folder[] = [];
  const remove = () => folders.forEach(({ path }) => removeCgroup(host, path));
  try {
    for (const hierarchy of hierarchies) {
      const make = hierarchy.version === 1 ? makeCgroupV1 : makeCgroupV2;
      folders.push({ ...hierarchy, path: make(host, name, hierarchy, wanted) });
    }
  } catch (error) {
    remove();
    throw error;
  }
  const versions = [...new Set(hierarchies.map(({ version }) => `v${version}`))];
  return {
    prefix: enterCommand(folders.map(({ path }) => path)),
    mechanism: `cgroup ${versions.join(" and ")}`,
    readThrottling: () => readFrom(host, folders, "cpu", () => "cpu.stat", parseCpuStat),
    readMemoryKills: () => readFrom(host, folders, "memory", memoryKillsFile, parseMemoryKills),
    remove,
  };
}

/** In v1 a group may hold processes and groups alike, so ours goes below our own. */
function makeCgroupV1(
  host: Host,
  name: string,
  hierarchy: Hierarchy,
  wanted: LimitsWanted,
): string {
  removeStaleGroups(host, hierarchy.ownFolder, name);
  return makeCgroup(host, hierarchy.ownFolder, name, hierarchy, wanted);
}

function memoryKillsFile(version: 1 | 2): string {
  return version === 1 ? "memory.oom_control" : "memory.events";
}

function readFrom<T>(
  host: Host,
  folders: readonly Folder[],
  controller: Controller,
  fileOf: (version: 1 | 2) => string,
  parse: (text: string) => T | undefined,
): T | undefined {
  const folder = folders.find(({ controllers }) => controllers.includes(controller));
  if (folder === undefined) return undefined;
  return readIfThere(host, join(folder.path, fileOf(folder.version)), parse);
}
