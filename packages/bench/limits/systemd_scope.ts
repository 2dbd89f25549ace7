import { join } from "node:path/posix";
import { parseCgroupMemberships } from "./cgroup_memberships.ts";
import { cpuBandwidth } from "./cpu_bandwidth.ts";
import type { Controller, Hierarchy } from "./hierarchy.ts";
import { readIfThere } from "./host.ts";
import type { Host } from "./host.ts";
import type { LimitedGroup, LimitsWanted } from "./limited_group.ts";
import { LimitsUnavailable } from "./limits_unavailable.ts";
import { parseMemoryKills } from "./memory_kills.ts";
import { parseCpuStat } from "./throttling.ts";

/**
 * A scope of systemd: of the machine's for root, of the user's own for others.
 *
 * @throws {LimitsUnavailable} if systemd can't, or doesn't limit what it was asked to.
 */
export function createSystemdScope(
  host: Host,
  hierarchies: readonly Hierarchy[],
  wanted: LimitsWanted,
): LimitedGroup {
  const { mountPoint, ownFolder, controllers } = hierarchies[0]!;
  const program = ["systemd-run", ...(host.isRoot ? [] : ["--user"]), "--scope"] as const;
  // Without --collect a scope whose process was killed would stay as "failed".
  const prefix = [...program, "--quiet", "--collect", ...propertiesOf(wanted), "--"] as const;
  const files = controllers.map((controller) => `${controller}.max`);
  const probe = host.run([...prefix, "sh", "-c", PROBE, mountPoint, ...files]);
  const limits = probe.stdout.trim().split("\n");
  // A controller that the user's systemd was not given is ignored without a word.
  const isLimited = probe.status === 0 && limits.every((limit) => /^\d/.test(limit));
  if (!isLimited) throw new LimitsUnavailable(`${program.join(" ")}: ${describe(probe, files)}`);

  const read = <T>(
    pid: number,
    controller: Controller,
    file: string,
    parse: (text: string) => T | undefined,
  ) => {
    // systemd turns on controllers that nobody asked for.
    if (!controllers.includes(controller)) return undefined;
    const path = readIfThere(host, `/proc/${pid}/cgroup`, pathInV2);
    // Until systemd has made the scope, the process is where we are.
    if (path === undefined || join(mountPoint, path) === ownFolder) return undefined;
    return readIfThere(host, join(mountPoint, path, file), parse);
  };
  return {
    prefix,
    mechanism: program.join(" "),
    readThrottling: (pid) => read(pid, "cpu", "cpu.stat", parseCpuStat),
    readMemoryKills: (pid) => read(pid, "memory", "memory.events", parseMemoryKills),
    remove: () => {},
  };
}

/**
 * Prints the limits that hold within the scope. Built-in commands only, as under a limit of
 * 0.01 CPUs each program that starts would wait for several periods of 100 ms.
 */
const PROBE = `
while IFS=: read -r id _ path; do
  if [ "$id" = 0 ]; then cd "$0$path" || exit 1; fi
done </proc/self/cgroup
for file; do read -r limit <"$file" || exit 1; echo "$limit"; done`;

function propertiesOf({ cpus, memoryBytes }: LimitsWanted): string[] {
  const properties: string[] = [];
  if (cpus !== undefined) {
    const { quotaUs, periodUs } = cpuBandwidth(cpus);
    // systemd takes two decimals.
    properties.push(`CPUQuota=${(100 * quotaUs / periodUs).toFixed(2)}%`);
    properties.push(`CPUQuotaPeriodSec=${periodUs}us`);
  }
  if (memoryBytes !== undefined) properties.push(`MemoryMax=${memoryBytes}`, "MemorySwapMax=0");
  return properties.flatMap((property) => ["-p", property]);
}

function pathInV2(text: string): string | undefined {
  return parseCgroupMemberships(text).find(({ version }) => version === 2)?.path;
}

function describe(
  { status, stdout, stderr }: ReturnType<Host["run"]>,
  files: readonly string[],
): string {
  if (status === 0) return `it left ${files.join(", ")} at ${JSON.stringify(stdout.trim())}`;
  return stderr.trim().split("\n")[0] || `exit code ${status}`;
}
