import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { runFileName, RunSummary } from "@stt-bench/results";
import * as v from "valibot";
import { inFolder } from "@stt-bench/program/testing";
import { findShardedRuns } from "./find_sharded_runs.ts";
import { mergeShardedRun } from "./merge_sharded_run.ts";
import { SAMPLES_HEADER, writeShard } from "./testing/write_shard.ts";

test("mergeShardedRun makes the files that one load generator would have, by its names", async () => {
  await inFolder(async (folder) => {
    await writeShard(folder, 0, { samples: '0,0,"a ""b"", c",20.000\n' });
    await writeShard(folder, 1, { samples: "0,1,d,10.000\n" });
    const [run] = await findShardedRuns([folder]);
    const { summary, files } = await mergeShardedRun(run!);
    const stem = runFileName(summary, "summary.json").replace(/summary\.json$/, "");
    const kinds = ["summary.json", "histograms.json", "samples.csv"];
    assertEquals(files.map(({ name }) => name), kinds.map((kind) => stem + kind));
    const [summaryText, , samplesText] = files.map(({ text }) => text);
    assertEquals(v.parse(RunSummary, JSON.parse(summaryText!)), summary);
    assertEquals(samplesText, `${SAMPLES_HEADER}0,1,d,10.000\n1,0,"a ""b"", c",20.000\n`);
    assertEquals(summary.samples_file, `${stem}samples.csv`);
  });
});

test("mergeShardedRun leaves samples out that not all shards have", async () => {
  await inFolder(async (folder) => {
    await writeShard(folder, 0, { samples: "0,0,a,20.000\n" });
    await writeShard(folder, 1);
    const [run] = await findShardedRuns([folder]);
    const { summary, files } = await mergeShardedRun(run!);
    assertEquals([summary.samples_file, files.length], [undefined, 2]);
  });
});

test("mergeShardedRun finds a run invalid that lacks a shard", async () => {
  await inFolder(async (folder) => {
    const [run] = await findShardedRuns([await writeShard(folder, 1)]);
    const { summary } = await mergeShardedRun(run!);
    assertEquals(summary.slo.reasons, ["shards: shards is all but 0 of 2, expected all"]);
  });
});
