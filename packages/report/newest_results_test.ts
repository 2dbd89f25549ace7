import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { newestResults } from "./newest_results.ts";
import { temporaryFolder } from "./testing/temporary_folder.ts";

function addFolders(parent: string, names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(join(parent, name));
    writeFileSync(join(parent, name, "manifest.json"), "{}");
  }
}

test("newestResults takes the newest whole folder of results, and nothing else for one", async () => {
  using folder = temporaryFolder();
  addFolders(folder.path, [
    "2026-11-21T12-00-00Z-bench",
    "2026-11-21T12-00-00Z-bench-2",
    "2026-11-20T23-59-59Z-bracket",
    "2026-11-22T12-00-00Z-bench.partial",
    "contract",
  ]);
  mkdirSync(join(folder.path, "2026-11-23T12-00-00Z-calibrate"));
  assertEquals(
    await newestResults(folder.path),
    join(folder.path, "2026-11-21T12-00-00Z-bench-2"),
  );
});

test("newestResults says that there is none, and how to get some", async () => {
  using folder = temporaryFolder();
  for (const path of [folder.path, join(folder.path, "gone")]) {
    await assertRejects(
      () => newestResults(path),
      Error,
      `Cannot report: expected a folder of results in ${path}/, got none; run \`deno task bench\``,
    );
  }
});
