import { readFile } from "node:fs/promises";
import {
  HistogramFile,
  mergeShards,
  readJsonFile,
  readSloProfile,
  runFileName,
  RunSummary,
} from "@stt-bench/results";
import * as v from "valibot";
import type { ShardedRun, ShardPaths } from "./find_sharded_runs.ts";
import { mergeSamples } from "./merge_samples.ts";

/** A run that was merged. */
export interface MergedRun {
  readonly summary: RunSummary;
  /** Its summary, its histograms, and its samples where each shard has kept them. */
  readonly files: readonly MergedFile[];
}

/** A file of a merged run, by its name. */
export interface MergedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Merges the shards of one run, which is judged by the service level of the shards.
 *
 * @throws {Error} when a file isn't what it should be, or the shards are not those of one run.
 */
export async function mergeShardedRun({ shards }: ShardedRun): Promise<MergedRun> {
  const parts = await Promise.all(shards.map(async (paths) => ({
    summary: await readJsonFile(RunSummary, paths.summary),
    histograms: await readJsonFile(HistogramFile, paths.histograms),
  })));
  const profile = await readSloProfile(parts[0]?.summary.config.slo ?? "balanced");
  const { summary, histograms } = mergeShards(parts, profile);
  const samples = await readSamples(shards);
  const samplesName = runFileName(summary, "samples.csv");
  const whole = v.parse(RunSummary, {
    ...summary,
    ...(samples !== undefined && { samples_file: samplesName }),
  });
  const name = runFileName(summary, "summary.json");
  const files = [
    { name, text: json(whole) },
    { name: name.replace(/summary\.json$/, "histograms.json"), text: json(histograms) },
    ...(samples === undefined ? [] : [{ name: samplesName, text: mergeSamples(samples) }]),
  ];
  return { summary: whole, files };
}

/** Undefined unless each shard has some: half of the samples would look like all of them. */
async function readSamples(shards: readonly ShardPaths[]): Promise<string[] | undefined> {
  const paths = shards.flatMap(({ samples }) => samples ?? []);
  if (paths.length < shards.length) return undefined;
  return await Promise.all(paths.map((path) => readFile(path, "utf8")));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
