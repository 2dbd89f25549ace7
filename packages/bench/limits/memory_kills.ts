/**
 * Reads how many processes of a group the kernel has killed at its memory limit, from
 * `memory.events` of cgroup v2 or `memory.oom_control` of v1; undefined where neither tells it.
 */
export function parseMemoryKills(text: string): number | undefined {
  const count = text.match(/^oom_kill (\d+)$/m)?.[1];
  return count === undefined ? undefined : Number(count);
}
