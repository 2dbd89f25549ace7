import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals, assertMatch } from "@std/assert";
import { ExitCode } from "@stt-bench/program";
import { inFolder } from "@stt-bench/program/testing";
import { RunSummary } from "@stt-bench/results";
import * as v from "valibot";
import { writeShard } from "./testing/write_shard.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

async function merge(...args: readonly string[]) {
  const child = spawn(process.execPath, ["run", "-A", main, ...args]);
  const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, "exit") as [number | null];
  const [stdout, stderr] = await outputs;
  return { code, stdout, stderr };
}

test("merge writes the files of a run to --out, prints its summary, and ends as it is judged", () =>
  inFolder(async (folder) => {
    await writeShard(folder, 0);
    await writeShard(folder, 1);
    const out = join(folder, "a", "b");
    const { code, stdout } = await merge(folder, "--out", out, "--json");
    const [summary] = v.parse(v.tuple([RunSummary]), JSON.parse(stdout));
    assertEquals(code, ExitCode[summary.verdict]);
    assertEquals((await readdir(out)).map((name) => name.split(".").at(-2)).sort(), [
      "histograms",
      "summary",
    ]);
  }));

test("merge ends with 2 where nothing is of a shard, and writes nothing", () =>
  inFolder(async (folder) => {
    const { code, stdout, stderr } = await merge(folder, "--out", join(folder, "out"));
    assertEquals([code, stdout, await readdir(folder)], [2, "", []]);
    assertMatch(stderr, /^Cannot merge .*: expected files .*, got 0 others\n$/);
  }));

test("merge ends with 1 where the shards are right, and it can't write", () =>
  inFolder(async (folder) => {
    await writeShard(folder, 0);
    const { code, stdout, stderr } = await merge(folder, "--out", "/dev/null/x");
    assertEquals([code, stdout], [1, ""]);
    assertMatch(stderr, /^Cannot write to \/dev\/null\/x: expected a folder to write, got .+\n$/);
  }));
