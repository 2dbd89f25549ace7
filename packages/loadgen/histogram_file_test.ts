import { test } from "node:test";
import { HISTOGRAM_NAMES } from "@stt-bench/results";
import { assertEquals, assertThrows } from "@std/assert";
import { encodeHistograms, mergeHistograms } from "./histogram_file.ts";
import { startRun, testSettings } from "./testing/run_load.ts";

async function histogramsOf(...args: string[]) {
  const { clock, result } = startRun(testSettings("--sessions", "7", ...args));
  return (await clock.until(result)).outcome.recorder.histograms;
}

test("mergeHistograms of all shards gives the histograms of the run without shards", async () => {
  const whole = await histogramsOf();
  const shards = [];
  for (const shard of ["0/3", "1/3", "2/3"]) {
    shards.push(encodeHistograms(await histogramsOf("--shard", shard)));
  }
  const merged = mergeHistograms(shards);
  for (const name of HISTOGRAM_NAMES) {
    assertEquals(merged[name].count, whole[name].count, name);
    assertEquals(merged[name].summary(), whole[name].summary(), name);
  }
});

for (const text of ["", "{}", '{"schema_version":1,"histograms":{}}']) {
  test(`mergeHistograms refuses ${JSON.stringify(text)}`, () => {
    assertThrows(() => mergeHistograms([text]));
  });
}
