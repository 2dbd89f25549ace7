import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals, assertGreaterOrEqual } from "@std/assert";
import { cpuBetween } from "./process_usage.ts";
import { readProcessUsage } from "./read_process_usage.ts";

test("readProcessUsage sees this process work", () => {
  const start = readProcessUsage(process.pid);
  assert(start !== undefined);
  const enoughUs = 30_000;
  for (let rounds = 0, cpuUs = 0; cpuUs < enoughUs; rounds++) {
    for (let i = 0; i < 1e6; i++) Math.sqrt(i);
    const end = readProcessUsage(process.pid);
    assert(end !== undefined && rounds < 1000, "expected its CPU time to grow");
    cpuUs = cpuBetween(start, end).cpuUs;
    assertGreaterOrEqual(end.maxRssBytes, end.rssBytes);
    assertGreaterOrEqual(end.rssBytes, 1_000_000);
  }
});

test("readProcessUsage gives undefined for a process that is not there", () => {
  assertEquals(readProcessUsage(2 ** 30), undefined);
});
