import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { memoryLimitBytes } from "./memory_limit.ts";

test("memoryLimitBytes takes what is configured, or 90 % of the cgroup's limit", () => {
  assertEquals(memoryLimitBytes(1000, () => 5000), 1000);
  assertEquals(memoryLimitBytes("auto", () => 1001), 900);
});

test("memoryLimitBytes knows of no limit for 0, and without a cgroup's", () => {
  assertEquals(memoryLimitBytes(0, () => 5000), undefined);
  assertEquals(memoryLimitBytes("auto", () => undefined), undefined);
});
