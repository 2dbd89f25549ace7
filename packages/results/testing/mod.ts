/**
 * For tests of code that reads results: a run to change one thing of.
 *
 * @module
 */
export * from "./good_run.ts";
