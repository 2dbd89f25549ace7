import { runFileName } from "@stt-bench/results";
import type { Settings } from "./settings.ts";

/** What a shard's file holds. */
export type ShardFileKind = "summary.json" | "histograms.json" | "samples.csv";

/** The settings that the name of a shard's file is made of. */
type Naming = Pick<
  Settings,
  "serviceName" | "sessions" | "warmupSecs" | "measureSecs" | "repeat" | "shard"
>;

/**
 * Name of a file of a shard, e.g. `bun-100s-3w-10m-r1.shard-0-of-2.summary.json`: with the sessions of
 * all shards, so that names of one run are alike but for the index, however sessions are shared out.
 */
export function shardFileName(
  { serviceName, sessions, warmupSecs, measureSecs, repeat, shard }: Naming,
  kind: ShardFileKind,
): string {
  const run = {
    ...(serviceName !== undefined && { service_name: serviceName }),
    sessions,
    warmup_secs: warmupSecs,
    measure_secs: measureSecs,
    repeat,
  };
  return runFileName(run, `shard-${shard.index}-of-${shard.count}.${kind}`);
}
