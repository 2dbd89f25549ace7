import { totalErrors } from "@stt-bench/results";
import type { AnySummary, Outcome } from "@stt-bench/results";
import { summarize } from "@stt-bench/statistics";
import type { ReportRun } from "../model/report_run.ts";
import type { ResultSet } from "../model/result_set.ts";
import { loadsOf } from "./loads_of.ts";
import { validRunsOf } from "./valid_runs.ts";

/** A number of sessions that a gateway was put under, once or several times. */
export interface MeasuredLevel {
  readonly set: ResultSet;
  readonly target: string;
  readonly sessions: number;
  /** How many runs ended how. */
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Those that passed or failed. */
  readonly valid: readonly AnySummary[];
  /** Gates that did not hold in some valid run, each once. */
  readonly failingGates: readonly string[];
  readonly errors: number;
}

/** What a gateway was put under in a set, the fewest sessions first. */
export function measuredLevels(set: ResultSet, target: string): readonly MeasuredLevel[] {
  const own = set.runs.filter((run) => run.target === target);
  return loadsOf({ runs: own }).map((sessions) => {
    const runs = own.filter((run) => run.sessions === sessions);
    const valid = validRunsOf({ runs }).map(({ summary }) => summary);
    return {
      set,
      target,
      sessions,
      counts: countOutcomes(runs),
      valid,
      failingGates: [...new Set(runs.flatMap(failedGates))],
      errors: valid.reduce((sum, summary) => sum + totalErrors(summary), 0),
    };
  });
}

/** The median of a number over the valid runs; null where none has it. */
export function medianOf(
  { valid }: MeasuredLevel,
  of: (summary: AnySummary) => number | undefined,
): number | null {
  const values = valid.map(of).filter((value) => value !== undefined);
  return values.length === 0 ? null : summarize(values).median;
}

function countOutcomes(runs: readonly ReportRun[]): Record<Outcome, number> {
  const counts = { pass: 0, fail: 0, invalid: 0, interrupted: 0 };
  for (const { outcome } of runs) counts[outcome]++;
  return counts;
}

/** Ours names its gates; of the existing benchmark the reasons begin with them. */
function failedGates({ outcome, summary, reasons }: ReportRun): string[] {
  if (outcome !== "fail") return [];
  const gates = summary?.slo?.gates.filter(({ ok }) => !ok).map(({ gate }) => gate);
  return gates ?? reasons.map((reason) => reason.replace(/ -?[\d.e-]+.*$/, ""));
}
