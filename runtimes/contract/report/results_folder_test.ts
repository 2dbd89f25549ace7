import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { completeResults } from "../testing/complete_results.ts";
import { readResults, writeResults } from "./results_folder.ts";

test("readResults gives what writeResults wrote, in the order of tables", async () => {
  await inFolder(async (folder) => {
    const results = completeResults();
    for (const each of results.toReversed()) await writeResults(each, folder);
    assertEquals(await readResults(folder), results);
  });
});

test("readResults gives nothing where nothing was run", async () => {
  await inFolder(async (folder) => {
    assertEquals(await readResults(join(folder, "nowhere")), []);
  });
});

for (
  const [what, text, problem] of [
    ["is no JSON", "x", "expected JSON"],
    ["lacks a field", '{"variant":"deno"}', "runtime: expected"],
    [
      "is of another variant",
      JSON.stringify(completeResults()[1]),
      "expected results of deno, got those of node",
    ],
  ] as const
) {
  test(`readResults refuses a file that ${what}`, async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, "deno.json"), text);
      await assertRejects(
        () => readResults(folder),
        Error,
        `Cannot read ${join(folder, "deno.json")}: ${problem}`,
      );
    });
  });
}

test("readResults does not take a file that cannot be read for one that isn't there", async () => {
  await inFolder(async (folder) => {
    await mkdir(join(folder, "deno.json"));
    await assertRejects(() => readResults(folder), Error, "got EISDIR");
  });
});
