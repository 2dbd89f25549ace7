import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  HistogramFile,
  mergeShards,
  readJsonFile,
  readSloProfile,
  runFileName,
  RunSummary,
  writeFileAtomically,
} from "@stt-bench/results";
import * as v from "valibot";
import type { ShardedRun, ShardPaths } from "./find_sharded_runs.ts";
import { mergeSamples } from "./merge_samples.ts";

/** A run that was merged, and its files. */
export interface MergedRun {
  readonly summary: RunSummary;
  /** Paths of what was written. */
  readonly files: readonly string[];
}

/**
 * Merges the shards of one run and writes its summary, its histograms, and its samples where each
 * shard has kept them, to the folder `out`. It is judged by the service level of the shards.
 *
 * @throws {Error} when a file isn't what it should be, or the shards are not those of one run.
 */
export async function mergeShardedRun({ shards }: ShardedRun, out: string): Promise<MergedRun> {
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
  const contents: readonly (readonly [name: string, text: string])[] = [
    [name, json(whole)],
    [name.replace(/summary\.json$/, "histograms.json"), json(histograms)],
    ...(samples === undefined ? [] : [[samplesName, mergeSamples(samples)] as const]),
  ];
  await mkdir(out, { recursive: true });
  for (const [name, text] of contents) await writeFileAtomically(join(out, name), text);
  return { summary: whole, files: contents.map(([name]) => join(out, name)) };
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
