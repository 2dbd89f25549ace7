/**
 * Merges what shards of a run have left. `--help` lists the flags.
 *
 * @module
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { runUrl, uploadFile } from "@stt-bench/collector/client";
import {
  createCommand,
  ExitCode,
  flag,
  print,
  reasonOf,
  runProgram,
  UsageError,
} from "@stt-bench/program";
import { writeFileAtomically } from "@stt-bench/results";
import type { RunSummary } from "@stt-bench/results";
import { findShardedRuns } from "./find_sharded_runs.ts";
import { mergeShardedRun } from "./merge_sharded_run.ts";
import type { MergedRun } from "./merge_sharded_run.ts";
import { withLocalResults } from "./with_local_results.ts";

const HELP = `
Takes folders with, or files of, *.shard-<i>-of-<n>.summary.json and .histograms.json, which load
generators with --shard leave, or URLs of runs at a collector (http://…/runs/<run>), and makes one run
of those of each. Counters are summed and histograms merged without loss. A run that lacks a shard, or
whose shards did not begin together, is INVALID.

Exit codes: 0 passed, 1 failed, 2 wrong usage or files, 3 invalid.`;

await runProgram(async (signal) => {
  const command = createCommand("merge", "Makes one run of the files of its shards.")
    .argument("<results...>", "folders, summaries of shards, or URLs of runs at a collector")
    .option("--out <dir>", "folder that the merged files go to", "results/merged")
    .option(
      "--upload <url>",
      "run at a collector that the merged files go to as well",
      flag("--upload", runUrl()),
    )
    .option("--json", "print the merged summaries as JSON", false)
    .addHelpText("after", HELP)
    .parse(process.argv.slice(2), { from: "user" });
  const { out, upload, json } = command.opts<{ out: string; upload?: string; json: boolean }>();
  const merged = await withLocalResults(
    command.args,
    signal,
    (paths) => asUsage(() => mergeAll(paths)),
  );
  await writeAll(merged, out);
  if (upload !== undefined) await uploadAll(merged, upload, signal);
  const summaries = merged.map(({ summary }) => summary);
  await print(
    json
      ? `${JSON.stringify(summaries, null, 2)}\n`
      : merged.map((run) => describe(run, out)).join(""),
  );
  return worst(summaries);
});

async function mergeAll(paths: readonly string[]): Promise<MergedRun[]> {
  const merged: MergedRun[] = [];
  for (const run of await findShardedRuns(paths)) merged.push(await mergeShardedRun(run));
  return merged;
}

/** Files that are not those of shards are as wrong as a flag. */
async function asUsage<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UsageError([(error as Error).message]);
  }
}

async function writeAll(merged: readonly MergedRun[], out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
    for (const { name, text } of merged.flatMap(({ files }) => files)) {
      await writeFileAtomically(join(out, name), text);
    }
  } catch (error) {
    throw new Error(`Cannot write to ${out}: expected a folder to write, got ${reasonOf(error)}`);
  }
}

async function uploadAll(
  merged: readonly MergedRun[],
  url: string,
  signal: AbortSignal,
): Promise<void> {
  for (const { name, text } of merged.flatMap(({ files }) => files)) {
    await uploadFile(url, name, new TextEncoder().encode(text), { signal });
  }
}

function describe({ summary, files }: MergedRun, out: string): string {
  const { service_name, sessions, shards, verdict, slo } = summary;
  return [
    `${service_name ?? "gateway"}: ${sessions} sessions of ${shards!.merged.length} shards: ` +
    `${verdict.toUpperCase()} (${slo.profile})`,
    ...slo.reasons.map((reason) => `  ${reason}`),
    ...files.map(({ name }) => `  ${join(out, name)}`),
    "",
  ].join("\n");
}

function worst(summaries: readonly RunSummary[]): ExitCode {
  const verdicts = summaries.map(({ verdict }) => verdict);
  return ExitCode[(["invalid", "fail"] as const).find((one) => verdicts.includes(one)) ?? "pass"];
}
