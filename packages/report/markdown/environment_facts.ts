import type { Environment } from "../model/environment.ts";
import type { Load } from "../model/load.ts";
import type { ResultSet } from "../model/result_set.ts";

/** One fact of how a set was measured: its name, and what it is. */
export type Fact = readonly [name: string, text: string];

/** When, where and how a set was measured; what isn't known is left out. */
export function environmentFacts(set: ResultSet): readonly Fact[] {
  const { environment, load } = set;
  const { startedAt, machine, pinning, git, seed, cpuPasses, inferenceUrl } = environment;
  const facts: readonly (readonly [name: string, text: string | null])[] = [
    ["results", set.id],
    ["measured", startedAt === null ? null : `${startedAt.slice(0, 16).replace("T", " ")} UTC`],
    ["machine", machine && machineText(machine)],
    ["CPUs", pinning],
    ["limits", limitsText(environment)],
    ["load", loadText(load)],
    ["service level", sloText(set)],
    ["gateways", versionsText(environment, true)],
    ["tools", versionsText(environment, false)],
    ["seed", seed === null ? null : String(seed)],
    ["passes of the model", cpuPasses === null ? null : String(cpuPasses)],
    ["inference service", inferenceUrl],
    ["variables", variablesText(environment)],
    ["commit", git && `${git.commit}${git.dirty ? ", and changes" : ""}`],
  ];
  return facts.filter((fact): fact is Fact => fact[1] !== null);
}

function machineText({ cpuModel, cores, platform, kernel, arch, memoryBytes }: NonNullable<
  Environment["machine"]
>): string {
  const gib = (memoryBytes / 2 ** 30).toFixed(1);
  return `${cpuModel}, ${cores} cores, ${gib} GiB, ${platform} ${kernel}, ${arch}`;
}

function limitsText({ cpuLimit, memoryLimitBytes }: Environment): string | null {
  const limits = [
    cpuLimit === null ? [] : `${cpuLimit} vCPU`,
    memoryLimitBytes === null ? [] : `${memoryLimitBytes / 2 ** 20} MiB`,
  ].flat();
  return limits.length === 0 ? null : `${limits.join(", ")} for each gateway`;
}

function loadText(load: Load): string {
  const { profile, sessions, rampUpSecs, sessionStartSpreadMs, warmupSecs, measureSecs } = load;
  return [
    sessions === null ? [] : `${sessions} sessions`,
    profile === null ? [] : `profile ${profile}`,
    `ramp ${rampUpSecs} s`,
    sessionStartSpreadMs === 0 ? [] : `spread ${sessionStartSpreadMs} ms`,
    `warm-up ${warmupSecs} s`,
    `measured ${measureSecs} s`,
    load.sessionSecs === null ? [] : `sessions live ${load.sessionSecs} s`,
  ].flat().join(", ");
}

function sloText({ slo }: ResultSet): string | null {
  if (slo === null) return null;
  return `${slo.name}: newest p50 ≤ ${slo.newest_p50_ms} ms, p95 ≤ ${slo.newest_p95_ms} ms; ` +
    `oldest p50 ≤ ${slo.oldest_p50_ms} ms, p95 ≤ ${slo.oldest_p95_ms} ms; errors ≤ ` +
    `${slo.max_error_ratio} of partials`;
}

function versionsText({ versions }: Environment, isGateway: boolean): string | null {
  const shown = versions.filter(({ program }) => (program === "gateways") === isGateway)
    .map(({ program, runtime, version }) =>
      isGateway ? `${runtime} ${version}` : `${program} on ${runtime} ${version}`
    );
  return shown.length === 0 ? null : shown.join(", ");
}

function variablesText({ variables }: Environment): string | null {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return set.length === 0 ? null : set.join(", ");
}
