import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { createHistograms, RunSummary, toHistogramFile } from "@stt-bench/results";
import { runSummary } from "@stt-bench/results/testing";
import * as v from "valibot";
import { inFolder } from "@stt-bench/program/testing";
import { findShardedRuns } from "./find_sharded_runs.ts";
import { mergeShardedRun } from "./merge_sharded_run.ts";

const HEADER = "sample_index,session_id,transcript,received_ms\n";

async function writeShard(folder: string, index: number, samples?: string): Promise<void> {
  const summary = runSummary({ service_name: "bun" });
  const config = { ...summary.config, shard_index: index, shard_count: 2 };
  const file = (kind: string) => join(folder, `bun-2s.shard-${index}-of-2.${kind}`);
  await writeFile(file("summary.json"), JSON.stringify({ ...summary, config }));
  await writeFile(file("histograms.json"), JSON.stringify(toHistogramFile(createHistograms())));
  if (samples !== undefined) await writeFile(file("samples.csv"), HEADER + samples);
}

test("mergeShardedRun writes what one load generator would have, by its names", async () => {
  await inFolder(async (folder) => {
    await writeShard(folder, 0, '0,0,"a ""b"", c",20.000\n');
    await writeShard(folder, 1, "0,1,d,10.000\n");
    const [run] = await findShardedRuns([folder]);
    const { summary, files } = await mergeShardedRun(run!, join(folder, "out"));
    const names = (await readdir(join(folder, "out"))).sort();
    assertEquals(files.map((file) => file.slice(folder.length + 5)).sort(), names);
    assertEquals(names.map((name) => name.replace(/^.*\.(\w+\.\w+)$/, "$1")), [
      "histograms.json",
      "samples.csv",
      "summary.json",
    ]);
    const text = (name: string) => readFile(join(folder, "out", name), "utf8");
    assertEquals(v.parse(RunSummary, JSON.parse(await text(names[2]!))), summary);
    assertEquals(await text(names[1]!), `${HEADER}0,1,d,10.000\n1,0,"a ""b"", c",20.000\n`);
    assertEquals(summary.samples_file, names[1]);
  });
});

test("mergeShardedRun leaves samples out that not all shards have", async () => {
  await inFolder(async (folder) => {
    await writeShard(folder, 0, "0,0,a,20.000\n");
    await writeShard(folder, 1);
    const [run] = await findShardedRuns([folder]);
    const { summary } = await mergeShardedRun(run!, join(folder, "out"));
    assertEquals([summary.samples_file, (await readdir(join(folder, "out"))).length], [
      undefined,
      2,
    ]);
  });
});

test("findShardedRuns takes single summaries, and says what it cannot take", async () => {
  await inFolder(async (folder) => {
    await assertRejects(() => findShardedRuns([folder]), Error, "got 0 others");
    await assertRejects(() => findShardedRuns([join(folder, "nope")]), Error, "got ENOENT");
    await writeShard(folder, 1);
    const path = join(folder, "bun-2s.shard-1-of-2.summary.json");
    const [run] = await findShardedRuns([path]);
    assertEquals(run?.shards.map(({ summary }) => summary), [path]);
    const { summary } = await mergeShardedRun(run!, folder);
    assertEquals(summary.slo.reasons, ["shards: shards is all but 0 of 2, expected all"]);
    await rm(path.replace("summary", "histograms"));
    await assertRejects(
      () => findShardedRuns([folder]),
      Error,
      "histograms.json beside it, got none",
    );
  });
});
