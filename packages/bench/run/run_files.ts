import { runFileName } from "@stt-bench/results";
import type { RunPlan } from "./run_context.ts";

/** Names of the files of one run. */
export interface RunFiles {
  readonly summary: string;
  readonly samples: string;
  readonly histograms: string;
}

/** The names of the files of a run of the target `label`. */
export function runFiles(label: string, { load, round }: RunPlan): RunFiles {
  const naming = {
    service_name: label,
    sessions: load.sessions,
    warmup_secs: load.warmupSecs,
    measure_secs: load.measureSecs,
    repeat: round,
  };
  const summary = runFileName(naming, "summary.json");
  return {
    summary,
    samples: runFileName(naming, "samples.csv"),
    histograms: summary.replace(/summary\.json$/, "histograms.json"),
  };
}

/** Name of the file with what the conformance suite said about the target `label`. */
export function conformanceFile(label: string): string {
  return `${label}.conformance.json`;
}
