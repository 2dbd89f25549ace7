import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { RunSummary } from "@stt-bench/results";
import * as v from "valibot";
import { inFolder } from "@stt-bench/program/testing";
import { findShardedRuns } from "./find_sharded_runs.ts";
import { mergeShardedRun } from "./merge_sharded_run.ts";
import { SAMPLES_HEADER, writeShard } from "./testing/write_shard.ts";

test("mergeShardedRun writes what one load generator would have, by its names", async () => {
  await inFolder(async (folder) => {
    await writeShard(folder, 0, { samples: '0,0,"a ""b"", c",20.000\n' });
    await writeShard(folder, 1, { samples: "0,1,d,10.000\n" });
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
    assertEquals(await text(names[1]!), `${SAMPLES_HEADER}0,1,d,10.000\n1,0,"a ""b"", c",20.000\n`);
    assertEquals(summary.samples_file, names[1]);
  });
});

test("mergeShardedRun leaves samples out that not all shards have", async () => {
  await inFolder(async (folder) => {
    await writeShard(folder, 0, { samples: "0,0,a,20.000\n" });
    await writeShard(folder, 1);
    const [run] = await findShardedRuns([folder]);
    const { summary } = await mergeShardedRun(run!, join(folder, "out"));
    assertEquals([summary.samples_file, (await readdir(join(folder, "out"))).length], [
      undefined,
      2,
    ]);
  });
});

test("mergeShardedRun finds a run invalid that lacks a shard", async () => {
  await inFolder(async (folder) => {
    const [run] = await findShardedRuns([await writeShard(folder, 1)]);
    const { summary } = await mergeShardedRun(run!, folder);
    assertEquals(summary.slo.reasons, ["shards: shards is all but 0 of 2, expected all"]);
  });
});
