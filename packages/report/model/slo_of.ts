import { BALANCED } from "@stt-bench/results";
import type { SloProfile } from "@stt-bench/results";
import type { ReportRun } from "./report_run.ts";

/** The limits of a profile and the gates that they stand in. */
const GATES: readonly [limit: Exclude<keyof SloProfile, "name">, gate: string][] = [
  ["newest_p50_ms", "newest p50"],
  ["newest_p95_ms", "newest p95"],
  ["oldest_p50_ms", "oldest p50"],
  ["oldest_p95_ms", "oldest p95"],
  ["max_error_ratio", "error ratio"],
  ["min_partials", "partials"],
];

/** The limits of the service level that runs were judged by; null where none of them tells. */
export function sloOf(nameOrPath: string, runs: readonly ReportRun[]): SloProfile | null {
  const slo = runs.find(({ summary }) => summary?.slo)?.summary?.slo;
  if (slo === undefined) return nameOrPath === BALANCED.name ? BALANCED : null;
  const limits = GATES.map(([limit, name]) =>
    [limit, slo.gates.find(({ gate }) => gate === name)?.limit] as const
  );
  if (limits.some(([, value]) => value === undefined)) return null;
  return { name: slo.profile, ...Object.fromEntries(limits) } as SloProfile;
}
