import type { RunSummary } from "./run_summary.ts";

type Naming = Pick<
  RunSummary,
  "service_name" | "sessions" | "warmup_secs" | "measure_secs" | "repeat"
>;

/** Name of the file of a run with this suffix, e.g. `deno-100s-3w-10m-r1.summary.json`. */
export function runFileName(run: Naming, suffix: string): string {
  const service = run.service_name ?? "gateway";
  return `${service}-${run.sessions}s-${run.warmup_secs}w-${run.measure_secs}m-r${run.repeat}.${suffix}`;
}
