import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { cpuBetween } from "./process_usage.ts";
import type { ProcessUsage } from "./process_usage.ts";

function usage(userUs: number, systemUs: number, threads: [number, number][]): ProcessUsage {
  const memory = { rssBytes: 0, maxRssBytes: 0 };
  return { atMs: 0, userUs, systemUs, runNsByThread: new Map(threads), ...memory };
}

test("cpuBetween takes the sum from the scheduler and the share from the ticks", () => {
  const start = usage(100_000, 50_000, [[1, 1_000_000]]);
  const end = usage(130_000, 60_000, [[1, 37_000_000], [2, 8_000_000]]);
  assertEquals(cpuBetween(start, end), { cpuUs: 44_000, userUs: 33_000, systemUs: 11_000 });
});

test("cpuBetween takes the ticks alone when a thread has ended or nothing else is there", () => {
  const ticks = { cpuUs: 40_000, userUs: 30_000, systemUs: 10_000 };
  const end = usage(130_000, 60_000, [[1, 9_000_000]]);
  assertEquals(cpuBetween(usage(100_000, 50_000, [[1, 1], [2, 1]]), end), ticks);
  assertEquals(cpuBetween(usage(100_000, 50_000, []), usage(130_000, 60_000, [])), ticks);
});

test("cpuBetween counts all as user time while no tick has passed", () => {
  const idle = usage(0, 0, [[1, 1_000_000]]);
  assertEquals(cpuBetween(idle, usage(0, 0, [[1, 3_000_000]])), {
    cpuUs: 2000,
    userUs: 2000,
    systemUs: 0,
  });
});
