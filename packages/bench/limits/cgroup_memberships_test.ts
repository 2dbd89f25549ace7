import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseCgroupMemberships } from "./cgroup_memberships.ts";
import { v1, v2 } from "./testing/machines.ts";

test("parseCgroupMemberships reads the one line of v2", () => {
  assertEquals(parseCgroupMemberships(v2.cgroup), [
    { version: 2, controllers: [], path: "/user.slice/user-1000.slice/session-3.scope" },
  ]);
});

test("parseCgroupMemberships reads the lines of v1 with their controllers", () => {
  const [memory, , cpu, systemd, unified] = parseCgroupMemberships(v1.cgroup);
  const path = "/user.slice/user-0.slice/session-1.scope";
  assertEquals(memory, { version: 1, controllers: ["memory"], path });
  assertEquals(cpu, { version: 1, controllers: ["cpu", "cpuacct"], path: "/user.slice" });
  assertEquals(systemd, { version: 1, controllers: ["name=systemd"], path });
  assertEquals(unified, { version: 2, controllers: [], path });
});

test("parseCgroupMemberships keeps colons in paths and skips what is no line of it", () => {
  assertEquals(parseCgroupMemberships("0::/a:b c\n\nnonsense\n"), [
    { version: 2, controllers: [], path: "/a:b c" },
  ]);
});
