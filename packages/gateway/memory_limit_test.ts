import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { limitFiles, memoryLimitBytes } from "./memory_limit.ts";

test("memoryLimitBytes takes what is configured, or 90 % of the cgroup's limit", () => {
  assertEquals(memoryLimitBytes(1000, () => 5000), 1000);
  assertEquals(memoryLimitBytes("auto", () => 1001), 900);
});

test("memoryLimitBytes knows of no limit for 0, and without a cgroup's", () => {
  assertEquals(memoryLimitBytes(0, () => 5000), undefined);
  assertEquals(memoryLimitBytes("auto", () => undefined), undefined);
});

test("limitFiles names the cgroup's own limit and those around it, of both versions", () => {
  assertEquals(limitFiles("0::/\n"), ["/sys/fs/cgroup/memory.max"]);
  assertEquals(limitFiles("9:name=systemd:/x\n4:cpu,memory:/a/b\n0::/u.slice\n"), [
    "/sys/fs/cgroup/memory/a/b/memory.limit_in_bytes",
    "/sys/fs/cgroup/memory/a/memory.limit_in_bytes",
    "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    "/sys/fs/cgroup/u.slice/memory.max",
    "/sys/fs/cgroup/memory.max",
  ]);
});
