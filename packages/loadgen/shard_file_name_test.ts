import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { shardFileName } from "./shard_file_name.ts";
import { testSettings } from "./testing/run_load.ts";

test("shardFileName names all shards of a run alike but for the index", () => {
  const name = (...args: string[]) => shardFileName(testSettings(...args), "summary.json");
  const second = name("--service-name", "bun", "--shard", "1/2");
  assertEquals(second, "bun-3s-1w-3m-r1.shard-1-of-2.summary.json");
  assertEquals(name("--repeat", "4"), "gateway-3s-1w-3m-r4.shard-0-of-1.summary.json");
  // Its service is no suffix of ours, whatever it is called.
  assertEquals(
    shardFileName(testSettings("--service-name", "summary.json"), "samples.csv"),
    "summary.json-3s-1w-3m-r1.shard-0-of-1.samples.csv",
  );
});
