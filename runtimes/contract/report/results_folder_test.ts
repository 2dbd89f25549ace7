import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { completeResults } from "../testing/complete_results.ts";
import { readResults, writeResults } from "./results_folder.ts";

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "stt-bench-contract-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("readResults gives what writeResults wrote, in the order of tables", async () => {
  await withFolder(async (folder) => {
    const results = completeResults();
    for (const each of results.toReversed()) await writeResults(each, folder);
    assertEquals(await readResults(folder), results);
  });
});

test("readResults gives nothing where nothing was run", async () => {
  await withFolder(async (folder) => {
    assertEquals(await readResults(join(folder, "nowhere")), []);
  });
});

for (
  const [what, text] of [
    ["is no JSON", "x"],
    ["lacks a field", '{"variant":"deno"}'],
    ["is of another variant", JSON.stringify(completeResults()[1])],
  ] as const
) {
  test(`readResults refuses a file that ${what}`, async () => {
    await withFolder(async (folder) => {
      await writeFile(join(folder, "deno.json"), text);
      await assertRejects(
        () => readResults(folder),
        Error,
        `Cannot read ${join(folder, "deno.json")}: expected results of deno, got `,
      );
    });
  });
}
