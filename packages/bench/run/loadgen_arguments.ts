import { resolve } from "node:path";
import { BALANCED } from "@stt-bench/results";
import type { RunContext, RunPlan } from "./run_context.ts";
import { runFiles } from "./run_files.ts";

/** What of a {@linkcode RunContext} the load generator is told. */
type Told = Pick<RunContext, "environment" | "directory" | "samples"> & {
  readonly conditions: Pick<RunContext["conditions"], "slo">;
};

/** One of several load generators that share the sessions of a run. */
export interface GeneratorShard {
  readonly index: number;
  readonly count: number;
  /** When all of them begin, in milliseconds since 1970. */
  readonly startAtEpochMs: number;
}

/**
 * The load generator's arguments for the target `label`, whose WebSocket is at `url`; `shard` is left
 * out where it generates the load alone. Paths are absolute, as it runs in the repository's folder,
 * and we may not.
 */
export function loadgenArguments(
  { conditions, environment, directory, samples }: Told,
  label: string,
  url: string,
  plan: RunPlan,
  shard?: GeneratorShard,
): string[] {
  const { load, round } = plan;
  const files = runFiles(label, plan, shard);
  const flags: Readonly<Record<string, string | number | undefined>> = {
    url,
    sessions: load.sessions,
    "ramp-up-secs": load.rampUpSecs,
    "session-start-spread-ms": load.sessionStartSpreadMs,
    "warmup-secs": load.warmupSecs,
    "measure-secs": load.measureSecs,
    "session-secs": load.sessionSecs,
    "flush-interval-ms": environment["FLUSH_INTERVAL_MS"],
    repeat: round,
    slo: conditions.slo === BALANCED.name ? conditions.slo : resolve(conditions.slo),
    "service-name": label,
    "hist-out": resolve(directory, files.histograms),
    "samples-out": samples ? resolve(directory, files.samples) : undefined,
    shard: shard && `${shard.index}/${shard.count}`,
    "start-at": shard?.startAtEpochMs,
    progress: "json",
  };
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  return ["--json", ...given.flatMap(([name, value]) => [`--${name}`, `${value}`])];
}
