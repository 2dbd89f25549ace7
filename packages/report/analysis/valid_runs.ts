import type { AnySummary } from "@stt-bench/results";
import type { ReportRun } from "../model/report_run.ts";
import type { ResultSet } from "../model/result_set.ts";

/** A run that tells something of its gateway. */
export type ValidRun = ReportRun & { readonly summary: AnySummary };

/** The runs of a set that were measured and passed or failed; of one target, if one is named. */
export function validRunsOf({ runs }: Pick<ResultSet, "runs">, target?: string): ValidRun[] {
  return runs.filter((run): run is ValidRun =>
    (run.outcome === "pass" || run.outcome === "fail") && run.summary !== null &&
    (target === undefined || run.target === target)
  );
}
