import type { AnySummary, Outcome } from "@stt-bench/results";
import type { TimePoint } from "./time_point.ts";

/** One run. */
export interface ReportRun {
  /** Label of its target. */
  readonly target: string;
  /** Counts the runs of a target under the same load, from 1. */
  readonly round: number;
  readonly sessions: number;
  /** `pass` and `fail` tell something of the gateway; `invalid` and `interrupted` don't. */
  readonly outcome: Outcome;
  /** Why it did not pass, one line each. */
  readonly reasons: readonly string[];
  /**
   * What was measured, in the fields of its file; of a run of the existing benchmark only those that
   * it has. Null when the load never ran to a summary.
   */
  readonly summary: AnySummary | null;
  /** Latency second by second of the measured window; empty where no samples were kept. */
  readonly overTime: readonly TimePoint[];
}
