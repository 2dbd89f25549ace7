import type { MergedShards } from "../run/cluster_context.ts";
import type { ShardFiles } from "../run/fetch_shards.ts";

/**
 * Stands for the merging of shards, which has tests of its own: adds their sessions, and calls a run
 * that lacks one cut short, which makes it invalid.
 */
export function fakeMerge(shards: readonly ShardFiles[]): MergedShards {
  const { summary, histograms } = shards[0]!;
  const isWhole = shards.length === summary.config.shard_count;
  return {
    summary: {
      ...summary,
      sessions: shards.reduce((sum, { summary }) => sum + summary.sessions, 0),
      ended: isWhole ? summary.ended : "interrupted",
    },
    histograms,
  };
}
