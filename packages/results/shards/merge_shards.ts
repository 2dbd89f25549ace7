import * as v from "valibot";
import { evaluateSlo } from "../evaluate_slo.ts";
import type { HistogramFile } from "../histogram_file.ts";
import { mergeHistograms, toHistogramFile } from "../histograms.ts";
import type { Histograms } from "../histograms.ts";
import { HISTOGRAM_NAMES } from "../latency.ts";
import { RunSummary } from "../run_summary.ts";
import type { Measurements } from "../run_summary.ts";
import type { SloProfile } from "../slo_profile.ts";
import { mergeErrors } from "./merge_errors.ts";
import { mergeGenerators } from "./merge_generators.ts";
import { expectSameRun } from "./same_run.ts";

/** What one shard leaves behind. */
export interface ShardFiles {
  readonly summary: RunSummary;
  readonly histograms: HistogramFile;
}

/**
 * Makes one run of its shards: counters and ledgers are summed, histograms merged, and the whole is
 * judged by `profile`. The result is what one process that ran all sessions would have written, with
 * what is known of each shard beside it. Shards that are missing, began late or went by another clock
 * make it invalid.
 *
 * @throws {TypeError} when there is none, or they are not different shards of one run.
 */
export function mergeShards(shards: readonly ShardFiles[], profile: SloProfile): ShardFiles {
  const sorted = shards.toSorted((a, b) => indexOf(a) - indexOf(b));
  const summaries = sorted.map(({ summary }) => summary);
  expectSameRun(summaries);
  const histograms = mergeHistograms(sorted.map(({ histograms }) => histograms));
  const measured = mergeMeasurements(summaries, histograms);
  const { verdict, ...judgement } = evaluateSlo(measured, profile);
  const summary = v.parse(RunSummary, {
    ...measured,
    verdict,
    slo: { profile: profile.name, ...judgement },
  });
  return { summary, histograms: toHistogramFile(histograms) };
}

function indexOf({ summary }: ShardFiles): number {
  return summary.config.shard_index;
}

function mergeMeasurements(shards: readonly RunSummary[], histograms: Histograms): Measurements {
  const [first] = shards as [RunSummary, ...RunSummary[]];
  const { samples_file: _, start: __, verdict: ___, slo: ____, ...common } = first;
  const sum = (pick: (shard: RunSummary) => number) =>
    shards.reduce((total, shard) => total + pick(shard), 0);
  return {
    ...common,
    ...mergeErrors(shards),
    ...mergeLatencies(histograms),
    sessions: sum(({ sessions }) => sessions),
    partials: sum(({ partials }) => partials),
    frames_sent: sum(({ frames_sent }) => frames_sent),
    frames_acknowledged: sum(({ frames_acknowledged }) => frames_acknowledged),
    frames_unsent: sum(({ frames_unsent }) => frames_unsent),
    ledger: {
      acknowledged: sum(({ ledger }) => ledger.acknowledged),
      in_errors: sum(({ ledger }) => ledger.in_errors),
      dropped: sum(({ ledger }) => ledger.dropped),
      still_open: sum(({ ledger }) => ledger.still_open),
    },
    measured_frames: sum(({ measured_frames }) => measured_frames),
    missing_frames: sum(({ missing_frames }) => missing_frames),
    expected_partials: sum(({ expected_partials }) => expected_partials),
    missing_partials: sum(({ missing_partials }) => missing_partials),
    sessions_started: sum(({ sessions_started }) => sessions_started),
    silent_sessions: sum(({ silent_sessions }) => silent_sessions),
    ended: mergeEnds(shards),
    measured_secs: Math.max(...shards.map(({ measured_secs }) => measured_secs)),
    generator: mergeGenerators(shards.map(({ generator }) => generator)),
    config: { ...first.config, shard_index: 0, shard_count: 1 },
    shards: {
      count: first.config.shard_count,
      merged: shards.map(({ config, sessions, start = null, generator }) => ({
        index: config.shard_index,
        sessions,
        start,
        generator,
      })),
    },
  };
}

/** A shard whose sessions have all broken is at its end; the run goes on while any has one. */
function mergeEnds(shards: readonly RunSummary[]): RunSummary["ended"] {
  if (shards.some(({ ended }) => ended === "interrupted")) return "interrupted";
  return shards.every(({ ended }) => ended === "gateway_lost") ? "gateway_lost" : "complete";
}

function mergeLatencies(
  histograms: Histograms,
): Pick<Measurements, (typeof HISTOGRAM_NAMES)[number] | "clamped_values"> {
  const entries = <T>(make: (histogram: Histograms[keyof Histograms]) => T) =>
    Object.fromEntries(HISTOGRAM_NAMES.map((name) => [name, make(histograms[name])])) as Record<
      (typeof HISTOGRAM_NAMES)[number],
      T
    >;
  return {
    ...entries((histogram) => histogram.summary()),
    clamped_values: entries(({ clamped }) => clamped),
  };
}
