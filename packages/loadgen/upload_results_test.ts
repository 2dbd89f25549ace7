import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { CollectorError } from "@stt-bench/collector/client";
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { withScriptedCollector } from "./testing/scripted_collector.ts";
import { uploadResults } from "./upload_results.ts";

const { signal } = new AbortController();
const files = [
  { name: "a.json", content: "{}" },
  { name: "b.csv", content: new TextEncoder().encode("1,2\n") },
];

test("uploadResults uploads one file after the other, as they are", () =>
  withScriptedCollector(() => [201, {}], async (url, asked) => {
    await uploadResults(url, files, { signal });
    assertEquals(asked, [
      { line: "PUT /runs/one/files/a.json", body: "{}" },
      { line: "PUT /runs/one/files/b.csv", body: "1,2\n" },
    ]);
  }));

test("uploadResults comes again where the collector was away for a moment", async () => {
  let requests = 0;
  await withScriptedCollector(() => [requests++ === 0 ? 503 : 201, {}], async (url, asked) => {
    await uploadResults(url, files, { signal });
    assertEquals(asked.map(({ line }) => line.at(-1)), ["n", "n", "v"]);
  });
});

test("uploadResults keeps what nobody takes, and says where", () =>
  withScriptedCollector(() => [507, { error: "full" }], async (url) => {
    const { message } = await assertRejects(
      () => uploadResults(url, files, { signal }),
      CollectorError,
    );
    assertMatch(
      message,
      /^Cannot upload a\.json .* 507: full: the results are in \/.*loadgen-\w+$/,
    );
    const folder = message.split(" ").at(-1)!;
    assertEquals((await readdir(folder)).sort(), ["a.json", "b.csv"]);
    assertEquals(await readFile(join(folder, "b.csv"), "utf8"), "1,2\n");
    await rm(folder, { recursive: true });
  }));

test("uploadResults that is interrupted keeps the files as well", async () => {
  const interruption = new AbortController();
  await withScriptedCollector(() => {
    interruption.abort();
    return undefined;
  }, async (url) => {
    const { signal } = interruption;
    const { message } = await assertRejects(
      () => uploadResults(url, files, { signal }),
      CollectorError,
    );
    const folder = message.split(" ").at(-1)!;
    assert((await readdir(folder)).includes("a.json"), message);
    await rm(folder, { recursive: true });
  });
});
