/**
 * For tests of code that reads results: a run, and what is known around it, to change one thing of.
 *
 * @module
 */
export * from "./bracket_history.ts";
export * from "./compared_target.ts";
export * from "./existing_run.ts";
export * from "./good_evidence.ts";
export * from "./good_run.ts";
export * from "./run_summary.ts";
export * from "./stored_manifest.ts";
