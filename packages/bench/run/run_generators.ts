import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { mergeSamples } from "@stt-bench/merge";
import { HistogramFile, mergeShards, readJsonFile, writeFileAtomically } from "@stt-bench/results";
import type { ProgressEvent, RunSummary } from "@stt-bench/results";
import { joinOutcomes } from "./join_outcomes.ts";
import { loadgenArguments } from "./loadgen_arguments.ts";
import type { GeneratorShard } from "./loadgen_arguments.ts";
import type { RunContext, RunPlan } from "./run_context.ts";
import { runFiles } from "./run_files.ts";
import { runLoad } from "./run_load.ts";
import type { LoadOptions, LoadOutcome } from "./run_load.ts";
import { ShardProgress } from "./shard_progress.ts";

/** Time for all load generators to start, before the instant at which they begin together. */
const START_MS = 3000;

/** What is put under load, and what the load depends on. */
export interface GeneratorOptions extends Omit<LoadOptions, "args"> {
  readonly label: string;
  readonly url: string;
  readonly plan: RunPlan;
}

/**
 * Runs the load of `plan` with as many load generators as the conditions say. Several share the
 * sessions and begin at the same instant; what they leave is merged, into the files of one.
 */
export async function runGenerators(
  context: RunContext,
  { label, url, plan, ...options }: GeneratorOptions,
): Promise<LoadOutcome> {
  const count = Math.min(context.conditions.generators, plan.load.sessions);
  if (count === 1) {
    return await runLoad({ ...options, args: loadgenArguments(context, label, url, plan) });
  }
  const startAtEpochMs = Date.now() + START_MS;
  const shards = Array.from({ length: count }, (_, index) => ({ index, count, startAtEpochMs }));
  const progress = new ShardProgress(shards.length);
  const outcomes = await Promise.all(shards.map(async (shard) => {
    const tell = (event: ProgressEvent, pid: number | undefined) => {
      const shown = progress.observe(shard.index, event);
      if (shown !== undefined) options.onProgress(shown, pid);
    };
    const outcome = await runLoad({
      ...options,
      args: loadgenArguments(context, label, url, plan, shard),
      expectedMs: options.expectedMs + START_MS,
      // Its cost is read once, at the phases of the first.
      gatewayPid: shard.index === 0 ? options.gatewayPid : undefined,
      onProgress: tell,
    });
    if (outcome.problem !== undefined) {
      const message = `load generator ${shard.index + 1} of ${count}: ${outcome.problem}`;
      const epoch_ms = Date.now();
      const at_ms = Math.max(0, epoch_ms - startAtEpochMs);
      tell({ event: "problem", phase: "done", at_ms, epoch_ms, message }, undefined);
    }
    return outcome;
  }));
  const summaries = outcomes.flatMap(({ summary }) => summary ?? []);
  const summary = summaries.length === 0
    ? undefined
    : await mergeFiles(context, label, plan, shards, summaries);
  return joinOutcomes(outcomes, summary);
}

/** A shard that has left no summary is missing, which the merged one says. */
async function mergeFiles(
  { directory, samples, slo }: RunContext,
  label: string,
  plan: RunPlan,
  shards: readonly GeneratorShard[],
  summaries: readonly RunSummary[],
): Promise<RunSummary> {
  const path = (name: string) => join(directory, name);
  const filesOf = (index: number) => runFiles(label, plan, shards[index]);
  const parts = await Promise.all(summaries.map(async (summary) => ({
    summary,
    histograms: await readJsonFile(
      HistogramFile,
      path(filesOf(summary.config.shard_index).histograms),
    ),
  })));
  const merged = mergeShards(parts, slo);
  const whole = runFiles(label, plan);
  await writeFileAtomically(
    path(whole.histograms),
    `${JSON.stringify(merged.histograms, null, 2)}\n`,
  );
  if (samples) {
    const names = summaries.map(({ config }) => path(filesOf(config.shard_index).samples));
    const texts = await Promise.all(names.map((name) => readFile(name, "utf8")));
    await writeFileAtomically(path(whole.samples), mergeSamples(texts));
  }
  for (const { index } of shards) {
    const { histograms, samples } = filesOf(index);
    await Promise.all([histograms, samples].map((name) => rm(path(name), { force: true })));
  }
  return merged.summary;
}
