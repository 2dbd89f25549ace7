import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { loadProfiles } from "../run/load_profile.ts";
import { RemainingTime } from "./remaining_time.ts";

test("RemainingTime goes by the load until runs tell better", () => {
  const remaining = new RemainingTime(loadProfiles.quick);
  assertEquals(remaining.of(1), "19 s");
  assertEquals(remaining.of(10), "3 min");
  remaining.ran(30_000);
  remaining.ran(40_000);
  assertEquals([remaining.of(0), remaining.of(2), remaining.of(3)], ["0 s", "70 s", "2 min"]);
});
