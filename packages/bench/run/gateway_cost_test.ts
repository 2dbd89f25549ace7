import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { gatewayCost } from "./gateway_cost.ts";
import type { ProcessUsage } from "../machine/process_usage.ts";

function usage(atMs: number, userUs: number, systemUs: number, rssBytes: number): ProcessUsage {
  const maxRssBytes = rssBytes + 1;
  return { atMs, userUs, systemUs, runNsByThread: new Map(), rssBytes, maxRssBytes };
}

test("gatewayCost divides by sessions and the seconds between the readings", () => {
  const cost = gatewayCost({
    idle: usage(0, 0, 0, 40_000_000),
    windowStart: usage(5000, 1_000_000, 500_000, 45_000_000),
    windowEnd: usage(15_000, 1_400_000, 700_000, 50_000_000),
  }, 100);
  assertEquals(cost, {
    cpu_us_per_session_second: 600,
    user_us: 400,
    sys_us: 200,
    max_rss_bytes: 50_000_001,
    rss_bytes_per_session: 100_000,
  });
});

test("gatewayCost gives no negative memory when the gateway shrank", () => {
  const readings = {
    idle: usage(0, 0, 0, 50),
    windowStart: usage(0, 0, 0, 45),
    windowEnd: usage(1000, 0, 0, 40),
  };
  assertEquals(gatewayCost(readings, 1).rss_bytes_per_session, 0);
});
