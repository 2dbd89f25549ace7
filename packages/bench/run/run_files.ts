import { runFileName } from "@stt-bench/results";
import type { RunPlan } from "./run_context.ts";

/** Names of the files of one run. */
export interface RunFiles {
  readonly summary: string;
  readonly samples: string;
  readonly histograms: string;
}

/** The names of the files of a run of the target `label`, or of one shard of it. */
export function runFiles(
  label: string,
  { load, round }: RunPlan,
  shard?: { readonly index: number; readonly count: number },
): RunFiles {
  const naming = {
    service_name: label,
    sessions: load.sessions,
    warmup_secs: load.warmupSecs,
    measure_secs: load.measureSecs,
    repeat: round,
  };
  const part = shard === undefined ? "" : `shard-${shard.index}-of-${shard.count}.`;
  const name = (kind: string) => runFileName(naming, part + kind);
  return {
    summary: name("summary.json"),
    samples: name("samples.csv"),
    histograms: name("histograms.json"),
  };
}

/** Name of the file with what the conformance suite said about the target `label`. */
export function conformanceFile(label: string): string {
  return `${label}.conformance.json`;
}
