import { createHistograms, toHistogramFile } from "@stt-bench/results";
import type { HistogramFile, RunSummary } from "@stt-bench/results";
import { latency, runSummary } from "@stt-bench/results/testing";

/** What a run's shards have in common. */
export interface ShardNaming {
  readonly service: string;
  readonly sessions: number;
  readonly shards: number;
  /** Whether the gateway is too slow under this load. */
  readonly isOver: boolean;
}

/** The files that shard `index` uploads, by name. */
export function shardFiles(naming: ShardNaming, index: number): Record<string, string> {
  const { service, sessions, shards } = naming;
  const summary = shardSummary(naming, index);
  const { warmup_secs, measure_secs } = summary;
  const name = `${service}-${summary.sessions}s-${warmup_secs}w-${measure_secs}m-r1` +
    `.shard-${index}-of-${shards}`;
  if (sessions < shards) throw new RangeError(`Cannot share ${sessions} sessions by ${shards}`);
  return {
    [`${name}.summary.json`]: JSON.stringify(summary),
    [`${name}.histograms.json`]: JSON.stringify(histogramsOf(summary)),
  };
}

function shardSummary(
  { service, sessions, shards, isOver }: ShardNaming,
  index: number,
): RunSummary {
  const base = runSummary();
  const share = Math.floor(sessions / shards) + (index < sessions % shards ? 1 : 0);
  return runSummary({
    service_name: service,
    sessions: share,
    newest_frame_to_partial_latency: latency(isOver ? 900 : 104),
    config: {
      ...base.config,
      total_sessions: sessions,
      shard_index: index,
      shard_count: shards,
    },
  });
}

/** Recordings that make a run late or not, as its percentiles are. */
function histogramsOf(summary: RunSummary): HistogramFile {
  const histograms = createHistograms();
  for (const name of ["newest_frame_to_partial_latency", "newest_from_schedule"] as const) {
    histograms[name].record(summary[name].p50_ms);
  }
  return toHistogramFile(histograms);
}
