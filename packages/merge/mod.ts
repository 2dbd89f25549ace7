/**
 * Makes one run of the files that its shards have left: several load generators, on one machine or
 * many, each of which ran a part of the sessions.
 *
 * What is merged, and when it is invalid, is `mergeShards` of `@stt-bench/results`; here are the
 * files. `deno task merge` is in `main.ts`.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mergeSamples } from "@stt-bench/merge";
 *
 * const header = "sample_index,session_id,received_ms\n";
 * const samples = mergeSamples([`${header}0,0,20.500\n1,0,30.000\n`, `${header}0,1,25.000\n`]);
 * assertEquals(samples, `${header}0,0,20.500\n1,1,25.000\n2,0,30.000\n`);
 * ```
 *
 * @module
 */
export { downloadRun } from "./download_run.ts";
export { findShardedRuns } from "./find_sharded_runs.ts";
export type { ShardedRun, ShardPaths } from "./find_sharded_runs.ts";
export { mergeSamples } from "./merge_samples.ts";
export { mergeShardedRun } from "./merge_sharded_run.ts";
export type { MergedFile, MergedRun } from "./merge_sharded_run.ts";
