import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { createResultsDirectory, reopenResultsDirectory } from "./results_directory.ts";

const now = new Date("2026-11-21T13:05:59.123Z");

test("createResultsDirectory gives the folder its name at the end only", async () => {
  await inFolder(async (folder) => {
    const parent = join(folder, "results");
    const results = await createResultsDirectory(parent, "bench", now);
    assert(existsSync(results.temporaryPath));
    assertEquals(readdirSync(parent), ["2026-11-21T13-05-59Z-bench.partial"]);
    assertEquals(await results.finish(), join(parent, "2026-11-21T13-05-59Z-bench"));
    assertEquals(readdirSync(parent), ["2026-11-21T13-05-59Z-bench"]);
  });
});

test("createResultsDirectory never shares a folder", async () => {
  await inFolder(async (folder) => {
    const first = await createResultsDirectory(folder, "bench", now);
    const second = await createResultsDirectory(folder, "bench", now);
    await first.finish();
    await second.finish();
    await (await createResultsDirectory(folder, "bench", now)).finish();
    const name = "2026-11-21T13-05-59Z-bench";
    assertEquals(readdirSync(folder).sort(), [name, `${name}-2`, `${name}-3`]);
  });
});

test("reopenResultsDirectory gives a folder its name at the end, with a slash behind it or without", async () => {
  for (const slash of ["", "/"]) {
    await inFolder(async (folder) => {
      const { temporaryPath } = await createResultsDirectory(folder, "bracket", now);
      const path = await reopenResultsDirectory(temporaryPath + slash).finish();
      assertEquals(path, join(folder, "2026-11-21T13-05-59Z-bracket"));
      assertEquals(await reopenResultsDirectory(path + slash).finish(), path);
      assertEquals(readdirSync(folder), ["2026-11-21T13-05-59Z-bracket"]);
    });
  }
});
