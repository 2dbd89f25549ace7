import type { BracketState } from "@stt-bench/results";
import type { GitCommit } from "@stt-bench/toolchain";
import { describePinning } from "../machine/pinning.ts";
import type { LoadProfile } from "../run/load_profile.ts";
import type { RunContext } from "../run/run_context.ts";

/** All that points must have in common to stand in one search, by name. */
export function bracketConditions(
  { conditions, machine, pinning, environment, versions, slo }: RunContext,
  profile: string,
  load: Omit<LoadProfile, "sessions">,
  git: GitCommit | null,
): BracketState["conditions"] {
  const { cpuLimit, memoryLimitBytes, inferenceUrl, cpuPasses } = conditions;
  const all: Readonly<Record<string, string | number | null | undefined>> = {
    profile,
    load: JSON.stringify(load),
    slo: JSON.stringify(slo),
    "cpu limit": cpuLimit,
    "memory limit": memoryLimitBytes,
    "inference service": inferenceUrl,
    "CPU passes": cpuPasses,
    pinning: describePinning(pinning),
    environment: JSON.stringify(environment),
    runtimes: [...versions].map(([name, version]) => `${name} ${version}`).sort().join(", "),
    CPU: machine.cpu_model,
    cores: machine.cores,
    kernel: machine.kernel,
    commit: git && git.commit + (git.dirty ? " and changes" : ""),
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, String(value)]]
    ),
  );
}
