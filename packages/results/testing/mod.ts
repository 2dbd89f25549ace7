/**
 * For tests of code that reads results: a run, and what is known around it, to change one thing of.
 *
 * @module
 */
export * from "./bracket_history.ts";
export * from "./good_evidence.ts";
export * from "./good_run.ts";
