import { runFileName } from "@stt-bench/results";
import type { LoadProfile } from "./load_profile.ts";

/** Names of the files of one run. */
export interface RunFiles {
  readonly summary: string;
  readonly samples: string;
  readonly histograms: string;
}

/** The names of the files of a run of `variant` under `load`. */
export function runFiles(variant: string, load: LoadProfile): RunFiles {
  const naming = {
    service_name: variant,
    sessions: load.sessions,
    warmup_secs: load.warmupSecs,
    measure_secs: load.measureSecs,
    repeat: 1,
  };
  const summary = runFileName(naming, "summary.json");
  return {
    summary,
    samples: runFileName(naming, "samples.csv"),
    histograms: summary.replace(/summary\.json$/, "histograms.json"),
  };
}

/** Name of the file with what the conformance suite said about `variant`. */
export function conformanceFile(variant: string): string {
  return `${variant}.conformance.json`;
}
