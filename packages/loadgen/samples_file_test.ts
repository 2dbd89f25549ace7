import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { PartialMessage } from "@stt-bench/protocol";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { SamplesFile } from "./samples_file.ts";
import { partialOf } from "./testing/messages.ts";

const partial: PartialMessage = JSON.parse(
  partialOf({ oldest: 51, newest: 100, samples: new Int16Array(16_000) }),
);

test("SamplesFile writes a row for each partial, times with three decimals", async () => {
  await inFolder(async (folder) => {
    const file = await SamplesFile.create(join(folder, "a.csv"));
    file.write(3, partial, 50.12345, 1030, 0.0004);
    file.write(4, { ...partial, transcript: 'say "stop, go"' }, 1, 2, 3);
    assertEquals((await readdir(folder)).includes("a.csv"), false);
    await file.finish();
    assertEquals(await readdir(folder), ["a.csv"]);
    assertEquals((await readFile(join(folder, "a.csv"), "utf8")).split("\n"), [
      "sample_index,session_id,oldest_frame_seq,newest_frame_seq,frames,transcript,audio_bytes," +
      "newest_latency_ms,oldest_latency_ms,flush_lateness_ms,received_ms",
      `0,3,51,100,50,${partial.transcript},32000,50.123,1030.000,0.250,0.000`,
      '1,4,51,100,50,"say ""stop, go""",32000,1.000,2.000,0.250,3.000',
      "",
    ]);
  });
});

test("SamplesFile that is discarded leaves nothing", async () => {
  await inFolder(async (folder) => {
    const file = await SamplesFile.create(join(folder, "a.csv"));
    file.write(3, partial, 1, 2, 3);
    await file.discard();
    assertEquals(await readdir(folder), []);
  });
});

test("SamplesFile keeps every row in order when there are many", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.csv");
    const file = await SamplesFile.create(path);
    for (let i = 0; i < 20_000; i++) {
      file.write(i, partial, i, i, i);
      if (i % 5000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await file.finish();
    const rows = (await readFile(path, "utf8")).split("\n").slice(1, -1);
    assertEquals(rows.length, 20_000);
    assert(rows.every((row, i) => row.startsWith(`${i},${i},51,`)));
  });
});

test("SamplesFile cannot be created where there is no folder", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "none", "a.csv");
    const expected = `Cannot write ${path}: expected a folder to write, got ENOENT`;
    await assertRejects(() => SamplesFile.create(path), Error, expected);
  });
});
