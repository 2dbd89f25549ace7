import { test } from "node:test";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { freePort } from "@stt-bench/bench";
import { CollectorError, joinBarrier, uploadFile } from "./client/mod.ts";
import { inFolder } from "@stt-bench/program/testing";
import { spawnCollector } from "./testing/spawn_collector.ts";

const { signal } = new AbortController();

for (const runtime of ["node", "bun", "deno"] as const) {
  test(`Collector on ${runtime} is restarted under its shards, which start together all the same`, () =>
    inFolder(async (folder) => {
      const PORT = String(await freePort());
      const first = await spawnCollector(runtime, folder, { PORT });
      const { url, name } = await first.listening();
      assertEquals(name, "collector");
      const run = `${url}/runs/one`;
      await uploadFile(run, "a.json", new TextEncoder().encode("{}"), { signal });
      const early = joinBarrier(run, { index: 0, count: 2 }, { signal });
      while (!(await (await fetch(`${url}/metrics`)).text()).includes("waiting_shards 1\n")) {
        /* until it waits */
      }
      first.kill("SIGTERM");
      assertEquals(await first.exited, { code: 0, signal: null });
      assertEquals(first.log, []);
      const second = await spawnCollector(runtime, folder, { PORT });
      await second.listening();
      const late = joinBarrier(run, { index: 1, count: 2 }, { signal });
      assertEquals(await early, await late);
      assertEquals(await (await fetch(`${run}/files/a.json`)).text(), "{}");
      second.kill("SIGKILL");
      await second.exited;
      const third = await spawnCollector(runtime, folder, { PORT });
      await third.listening();
      const { message } = await assertRejects(
        () => joinBarrier(run, { index: 1, count: 2 }, { signal }),
        CollectorError,
      );
      assertMatch(message, /got status 409: Expected shard 1 before the barrier fell/);
      third.kill("SIGINT");
      assertEquals((await third.exited).code, 0);
    }));
}

test("Collector names all wrong variables, and ends with 2", () =>
  inFolder(async (folder) => {
    const child = await spawnCollector("bun", folder, { PORT: "10abc", MAX_FILE_BYTES: "0" });
    assertEquals((await child.exited).code, 2);
    assertEquals(child.log.map((line) => line.split(": ")[0]), [
      "Cannot parse PORT",
      "Cannot parse MAX_FILE_BYTES",
    ]);
  }));

test("Collector says in one line that it can't write its folder, and ends with 1", async () => {
  const child = await spawnCollector("bun", "/dev/null/x");
  assertEquals((await child.exited).code, 1);
  assertEquals(child.log.length, 1);
  assertMatch(
    child.log[0]!,
    /^Cannot use DATA_DIR \/dev\/null\/x: expected a folder to write, got /,
  );
});
