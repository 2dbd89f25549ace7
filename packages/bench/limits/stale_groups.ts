import { join } from "node:path/posix";
import { removeCgroup } from "./cgroup_folder.ts";
import type { Host } from "./host.ts";

let groupsMade = 0;

/** A name for a group that tells whose it is. */
export function nextGroupName(host: Host): string {
  return `stt-bench-${host.pid}-${++groupsMade}`;
}

/**
 * Removes what was left below `parent` by processes of ours that were killed, and what an earlier
 * process with our pid left under `name`: in a container, pids are often the same.
 */
export function removeStaleGroups(host: Host, parent: string, name: string): void {
  for (const other of host.list(parent)) {
    const pid = other.match(/^stt-bench-(\d+)-\d+$/)?.[1];
    const isStale = pid !== undefined && (other === name || !host.exists(`/proc/${pid}`));
    if (isStale) removeCgroup(host, join(parent, other));
  }
}
