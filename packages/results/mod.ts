/**
 * What runs leave behind: the summary of each and its verdict, the progress that is told on the way,
 * and what a bench, a bracket or a soak adds: its manifest, the points of a search, the course of a
 * long time.
 *
 * The load generator writes these, the bench reads them and adds a manifest, and the report reads all
 * of it; none imports the other. Each boundary has one strict schema here; the limits of a service
 * level, and those beyond which a run proves nothing, stand here once, as data.
 *
 * ```ts
 * import { BALANCED, evaluateSlo, RunSummary } from "@stt-bench/results";
 * import * as v from "valibot";
 *
 * function judgeAgain(json: string) {
 *   const summary = v.parse(RunSummary, JSON.parse(json));
 *   const { verdict, reasons } = evaluateSlo(summary, { ...BALANCED, name: "strict", newest_p95_ms: 150 });
 *   return `${summary.url}: ${verdict} ${reasons.join("; ")}`;
 * }
 * ```
 *
 * @module
 */
export * from "./bracket/bracket_file.ts";
export * from "./bracket/bracket_result.ts";
export * from "./bracket/bracket_state.ts";
export * from "./bracket/capacity_label.ts";
export * from "./bracket/capacity_text.ts";
export * from "./bracket/load_level.ts";
export type { Point } from "./bracket/point.ts";
export * from "./bracket/search_options.ts";
export * from "./break_cause.ts";
export * from "./comparison/compared_target.ts";
export * from "./comparison/comparison.ts";
export * from "./comparison/findings.ts";
export * from "./comparison/format.ts";
export * from "./comparison/metrics.ts";
export * from "./comparison/rank_targets.ts";
export * from "./comparison/ratio.ts";
export * from "./comparison/scaling.ts";
export * from "./comparison/split.ts";
export { evaluateExisting } from "./evaluate_existing.ts";
export { evaluateSlo } from "./evaluate_slo.ts";
export type { SloEvaluation } from "./evaluate_slo.ts";
export type { Evidence } from "./evidence.ts";
export * from "./gateway_ledger.ts";
export * from "./gateway_report.ts";
export * from "./gateway_sessions.ts";
export * from "./histogram_file.ts";
export * from "./histograms.ts";
export * from "./latency.ts";
export * from "./ledger_imbalance.ts";
export * from "./machine.ts";
export * from "./manifest.ts";
export * from "./outcome.ts";
export * from "./profile_name.ts";
export * from "./progress_event.ts";
export * from "./read_json_file.ts";
export * from "./read_slo_profile.ts";
export * from "./run_errors.ts";
export * from "./run_file_name.ts";
export * from "./run_phase.ts";
export * from "./run_summary.ts";
export * from "./shards/merge_shards.ts";
export * from "./simulator_report.ts";
export * from "./slo_profile.ts";
export * from "./soak/soak_accounts.ts";
export * from "./soak/soak_report.ts";
export * from "./soak/soak_sample.ts";
export * from "./validity_limits.ts";
export * from "./verdict.ts";
export * from "./write_file_atomically.ts";
