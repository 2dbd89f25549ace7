import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { findShardedRuns } from "./find_sharded_runs.ts";
import { writeShard } from "./testing/write_shard.ts";

/** Paths of the summaries that make up each run. */
async function findSummaries(...paths: string[]): Promise<string[][]> {
  const runs = await findShardedRuns(paths);
  return runs.map(({ shards }) => shards.map(({ summary }) => summary).sort());
}

test("findShardedRuns finds the runs whose shards are in folders", () =>
  inFolder(async (folder) => {
    const bun = [await writeShard(folder, 0), await writeShard(folder, 1)];
    const deno = [await writeShard(folder, 1, { service: "deno" })];
    assertEquals((await findSummaries(folder)).sort(), [bun, deno]);
  }));

test("findShardedRuns takes a summary by itself, and none whose name its own ends with", () =>
  inFolder(async (folder) => {
    await writeShard(folder, 0, { service: "bun" });
    const path = await writeShard(folder, 0, { service: "my-bun" });
    assertEquals(await findSummaries(path), [[path]]);
  }));

test("findShardedRuns says what it cannot take", () =>
  inFolder(async (folder) => {
    await assertRejects(() => findShardedRuns([folder]), Error, "got 0 others");
    await assertRejects(() => findShardedRuns([join(folder, "nope")]), Error, "got ENOENT");
    const path = await writeShard(folder, 1);
    await rm(path.replace("summary", "histograms"));
    const expected = "histograms.json beside it, got none";
    await assertRejects(() => findShardedRuns([folder]), Error, expected);
  }));
