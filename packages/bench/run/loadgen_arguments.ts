import { join } from "node:path";
import type { RunContext, RunPlan } from "./run_context.ts";
import { runFiles } from "./run_files.ts";

/** What of a {@linkcode RunContext} the load generator is told. */
type Told = Pick<RunContext, "environment" | "directory" | "samples"> & {
  readonly conditions: Pick<RunContext["conditions"], "slo">;
};

/** The load generator's arguments for the target `label`, whose WebSocket is at `url`. */
export function loadgenArguments(
  { conditions, environment, directory, samples }: Told,
  label: string,
  url: string,
  plan: RunPlan,
): string[] {
  const { load, round } = plan;
  const files = runFiles(label, plan);
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
    slo: conditions.slo,
    "service-name": label,
    "hist-out": join(directory, files.histograms),
    "samples-out": samples ? join(directory, files.samples) : undefined,
    progress: "json",
  };
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  return ["--json", ...given.flatMap(([name, value]) => [`--${name}`, `${value}`])];
}
