import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { runFileName, writeFileAtomically } from "./mod.ts";

test("writeFileAtomically replaces a file and leaves nothing beside it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "results-"));
  const path = join(folder, "x.json");
  await writeFileAtomically(path, "old");
  await writeFileAtomically(path, "new");
  assertEquals(await readFile(path, "utf8"), "new");
  assertEquals(await readdir(folder), ["x.json"]);
  await rm(folder, { recursive: true });
});

test("writeFileAtomically cleans up when the name is taken by a folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "results-"));
  await mkdir(join(folder, "x.json", "inside"), { recursive: true });
  await assertRejects(() => writeFileAtomically(join(folder, "x.json"), "new"));
  assertEquals(await readdir(folder), ["x.json"]);
  await rm(folder, { recursive: true });
});

test("runFileName names service, sessions, warm-up, measured seconds and repeat", () => {
  const run = { sessions: 100, warmup_secs: 3, measure_secs: 10, repeat: 2 };
  assertEquals(runFileName(run, "samples.csv"), "gateway-100s-3w-10m-r2.samples.csv");
  assertEquals(
    runFileName({ ...run, service_name: "deno" }, "summary.json"),
    "deno-100s-3w-10m-r2.summary.json",
  );
});
