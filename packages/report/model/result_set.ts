import type { SloProfile, SoakAccounts, SoakReport, Split } from "@stt-bench/results";
import type { Environment } from "./environment.ts";
import type { LatencyCdf } from "./latency_cdf.ts";
import type { Load } from "./load.ts";
import type { ReportBracket } from "./report_bracket.ts";
import type { ReportRun } from "./report_run.ts";
import type { ReportTarget } from "./report_target.ts";
import type { ValidityFlag } from "./validity_flag.ts";

/**
 * What left a folder of results: a program of ours, the load generator alone, or the existing
 * benchmark.
 */
export type ResultProgram = "bench" | "bracket" | "soak" | "loadgen" | "existing";

/**
 * One folder of results. What stands in one set was measured on one machine, in turns, and may be
 * compared; what stands in two sets was not.
 */
export interface ResultSet {
  /** The name of its folder: tells sets apart. */
  readonly id: string;
  readonly program: ResultProgram;
  readonly environment: Environment;
  readonly load: Load;
  /** The limits of the service level; null where only its name is known. */
  readonly slo: SloProfile | null;
  /** In the order of tables. */
  readonly targets: readonly ReportTarget[];
  /** A target's runs in the order that they ran in. */
  readonly runs: readonly ReportRun[];
  /** Empty unless a capacity was searched. */
  readonly brackets: readonly ReportBracket[];
  /** What a number of sessions counts, e.g. `sessions at 0.25 vCPU`: never scaled to a whole CPU. */
  readonly capacityLabel: string;
  /** What tuned sockets and a tuned client each save; empty unless they were measured apart. */
  readonly splits: readonly Split[];
  /** How latency is distributed: of each target's valid runs together, where histograms were kept. */
  readonly cdfs: readonly LatencyCdf[];
  /** Latency and memory over a long time; empty unless it was a soak. */
  readonly courses: readonly SoakReport[];
  /** What became of every session and frame of a soak. */
  readonly accounts: readonly SoakAccounts[];
  /** What to know before believing it, the gravest first. */
  readonly flags: readonly ValidityFlag[];
}
