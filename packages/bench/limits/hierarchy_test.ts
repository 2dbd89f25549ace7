import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { parseCgroupMemberships } from "./cgroup_memberships.ts";
import { parseCgroupMounts } from "./cgroup_mounts.ts";
import { findHierarchies } from "./hierarchy.ts";
import type { Controller, Hierarchy } from "./hierarchy.ts";
import { LimitsUnavailable } from "./limits_unavailable.ts";
import * as machines from "./testing/machines.ts";
import type { MachineTexts } from "./testing/machines.ts";

function find(texts: MachineTexts, ...wanted: Controller[]): Hierarchy[] {
  const mounts = parseCgroupMounts(texts.mountinfo);
  return findHierarchies(wanted, mounts, parseCgroupMemberships(texts.cgroup));
}

const table: [keyof typeof machines, [version: 1 | 2, controllers: string, folder: string][]][] = [
  ["v2", [[2, "cpu memory", "/sys/fs/cgroup/user.slice/user-1000.slice/session-3.scope"]]],
  ["v2Bare", [[2, "cpu memory", "/sys/fs/cgroup"]]],
  ["v1", [
    [1, "cpu", "/sys/fs/cgroup/cpu,cpuacct/user.slice"],
    [1, "memory", "/sys/fs/cgroup/memory/user.slice/user-0.slice/session-1.scope"],
  ]],
  ["hybrid", [
    [1, "cpu", "/sys/fs/cgroup/cpu,cpuacct"],
    [2, "memory", "/sys/fs/cgroup/unified/init.scope"],
  ]],
  ["dockerV1", [
    [1, "cpu", "/sys/fs/cgroup/cpu,cpuacct/below"],
    [1, "memory", "/sys/fs/cgroup/memory"],
  ]],
  ["dockerV2", [[2, "cpu memory", "/sys/fs/cgroup"]]],
];

for (const [machine, expected] of table) {
  test(`findHierarchies finds our own groups on a machine of the kind ${machine}`, () => {
    const found = find(machines[machine], "cpu", "memory");
    assertEquals(
      found.map((
        { version, controllers, ownFolder },
      ) => [version, controllers.join(" "), ownFolder]),
      expected.map((place) => [...place]),
    );
  });
}

test("findHierarchies looks only for what is wanted", () => {
  assertEquals(find(machines.hybrid, "memory").length, 1);
  assertEquals(find(machines.v2, "cpu")[0]?.controllers, ["cpu"]);
});

test("findHierarchies says which group it can't see", () => {
  const { mountinfo } = machines.v2;
  const blind: MachineTexts[] = [
    { mountinfo: "", cgroup: "" },
    { mountinfo: "", cgroup: "0::/\n" },
    { mountinfo, cgroup: "" },
    { mountinfo, cgroup: "0::/../other\n" },
    { mountinfo, cgroup: "3:cpu:/\n0::/\n" },
    { mountinfo: machines.dockerV1.mountinfo, cgroup: "4:cpu,cpuacct:/docker/4f1d2\n" },
  ];
  for (const texts of blind) {
    assertThrows(() => find(texts, "cpu"), LimitsUnavailable, "the cpu controller is not visible");
  }
});
