import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { loadProfiles } from "./load_profile.ts";
import { RemainingTime } from "./remaining_time.ts";

test("RemainingTime goes by the load until runs tell better", () => {
  const remaining = RemainingTime.ofRuns(loadProfiles.quick);
  assertEquals([remaining.ofMs(0), remaining.ofMs(1), remaining.ofMs(10)], [0, 19_000, 190_000]);
  remaining.took(30_000);
  remaining.took(40_000);
  assertEquals([remaining.ofMs(0), remaining.ofMs(2), remaining.ofMs(3)], [0, 70_000, 105_000]);
});

test("RemainingTime times what it does", async () => {
  const remaining = new RemainingTime(1e9);
  assertEquals(await remaining.timed(() => Promise.resolve("done")), "done");
  assert(remaining.ofMs(1) < 1e9);
});
