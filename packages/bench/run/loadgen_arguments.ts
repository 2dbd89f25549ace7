import { join } from "node:path";
import type { BenchOptions } from "../options/bench_options.ts";
import { runFiles } from "./run_files.ts";

/** The load generator's arguments for `variant`, whose WebSocket is at `url`; files in `directory`. */
export function loadgenArguments(
  { load, samples }: Pick<BenchOptions, "load" | "samples">,
  variant: string,
  url: string,
  directory: string,
): string[] {
  const files = runFiles(variant, load);
  const flags: Readonly<Record<string, string | number>> = {
    url,
    sessions: load.sessions,
    "ramp-up-secs": load.rampUpSecs,
    "session-start-spread-ms": load.sessionStartSpreadMs,
    "warmup-secs": load.warmupSecs,
    "measure-secs": load.measureSecs,
    "service-name": variant,
    "hist-out": join(directory, files.histograms),
    ...(samples ? { "samples-out": join(directory, files.samples) } : {}),
    progress: "json",
  };
  return ["--json", ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`])];
}
