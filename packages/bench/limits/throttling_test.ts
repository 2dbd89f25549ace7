import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseCpuStat } from "./throttling.ts";

const v1 = `nr_periods 124
nr_throttled 122
throttled_time 759781381
nr_bursts 0
burst_time 0
`;
const v1Old = "nr_periods 124\nnr_throttled 122\nthrottled_time 759781381\n";
const v2 = `usage_usec 350012
user_usec 340000
system_usec 10012
core_sched.force_idle_usec 0
nr_periods 124
nr_throttled 122
throttled_usec 759781
nr_bursts 0
burst_usec 0
`;
const v2WithoutController = "usage_usec 350012\nuser_usec 340000\nsystem_usec 10012\n";

test("parseCpuStat reads nanoseconds of v1 and microseconds of v2", () => {
  const throttling = { periods: 124, throttledPeriods: 122 };
  for (const text of [v1, v1Old]) {
    assertEquals(parseCpuStat(text), { ...throttling, throttledUs: 759_781.381 });
  }
  assertEquals(parseCpuStat(v2), { ...throttling, throttledUs: 759_781 });
});

test("parseCpuStat finds nothing where the CPU controller is off", () => {
  for (
    const text of [v2WithoutController, "", "nr_periods x\nnr_throttled 1\nthrottled_usec 1\n"]
  ) {
    assertEquals(parseCpuStat(text), undefined, text);
  }
});
