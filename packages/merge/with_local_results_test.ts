import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { readConfig, startCollector } from "@stt-bench/collector";
import { CollectorError, uploadFile } from "@stt-bench/collector/client";
import { UsageError } from "@stt-bench/program";
import { inFolder } from "@stt-bench/program/testing";
import { withLocalResults } from "./with_local_results.ts";

const { signal } = new AbortController();

/** Gives `use` the URL of a run at a collector that has `files` of it. */
function withRun(
  files: Readonly<Record<string, string>>,
  use: (url: string) => Promise<void>,
): Promise<void> {
  return inFolder(async (folder) => {
    const collector = await startCollector(readConfig({ PORT: "0", DATA_DIR: folder }));
    try {
      const url = `${collector.url}/runs/one`;
      for (const [name, text] of Object.entries(files)) {
        await uploadFile(url, name, new TextEncoder().encode(text), { signal });
      }
      await use(url);
    } finally {
      await collector.close();
    }
  });
}

test("withLocalResults brings the files of shards from a collector, and takes them away again", async () => {
  const shards = {
    "bun.shard-0-of-2.summary.json": "{}",
    "bun.shard-0-of-2.histograms.json": "[]",
    "bun.shard-1-of-2.samples.csv": "a,b\n",
  };
  await withRun({ ...shards, "bun.summary.json": "merged before" }, async (url) => {
    const folder = await withLocalResults(["results", url], signal, async ([first, folder]) => {
      assertEquals(first, "results");
      const names = await readdir(folder!);
      const texts = names.map(async (name) =>
        [name, await readFile(join(folder!, name), "utf8")] as const
      );
      assertEquals(Object.fromEntries(await Promise.all(texts)), shards);
      return folder!;
    });
    await assertRejects(() => readdir(folder), Error, "ENOENT");
  });
});

test("withLocalResults says that a run has no shards, as one that was never there", () =>
  withRun({ "bun.summary.json": "{}" }, async (url) => {
    const local = withLocalResults([url], signal, () => Promise.resolve());
    await assertRejects(
      () => local,
      CollectorError,
      `Cannot merge ${url}: expected files of shards, got 1 others`,
    );
  }));

test("withLocalResults says that nobody is there", async () => {
  let gone = "";
  await withRun({}, (url) => {
    gone = url;
    return Promise.resolve();
  });
  const local = withLocalResults([gone], signal, () => Promise.resolve());
  await assertRejects(() => local, CollectorError, `Cannot download ${gone}/files: got `);
});

test("withLocalResults refuses a URL that isn't one of a run", async () => {
  const local = withLocalResults(["http://127.0.0.1:9/files"], signal, () => Promise.resolve());
  await assertRejects(() => local, UsageError, "expected a URL such as");
});
