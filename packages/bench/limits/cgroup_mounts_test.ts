import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseCgroupMounts } from "./cgroup_mounts.ts";
import { dockerV1, dockerV2, v1, v2 } from "./testing/machines.ts";

test("parseCgroupMounts finds one hierarchy of v2 among other mounts", () => {
  const mount = { version: 2, root: "/", mountPoint: "/sys/fs/cgroup" } as const;
  assertEquals(parseCgroupMounts(v2.mountinfo), [
    { ...mount, options: ["rw", "nsdelegate", "memory_recursiveprot"] },
  ]);
  assertEquals(parseCgroupMounts(dockerV2.mountinfo), [{
    ...mount,
    options: ["rw", "nsdelegate"],
  }]);
});

test("parseCgroupMounts finds each hierarchy of v1 with its controllers", () => {
  assertEquals(parseCgroupMounts(v1.mountinfo).map(({ version, options }) => [version, options]), [
    [2, ["rw", "nsdelegate"]],
    [1, ["rw", "xattr", "name=systemd"]],
    [1, ["rw", "cpu", "cpuacct"]],
    [1, ["rw", "cpuset"]],
    [1, ["rw", "memory"]],
  ]);
});

test("parseCgroupMounts keeps the root that a container sees", () => {
  const [, cpu] = parseCgroupMounts(dockerV1.mountinfo);
  assertEquals([cpu?.root, cpu?.mountPoint], ["/docker/4f1d", "/sys/fs/cgroup/cpu,cpuacct"]);
});

test("parseCgroupMounts takes any number of optional fields, and spaces in paths", () => {
  for (const fields of ["", "shared:1 ", "shared:1 master:2 propagate_from:3 "]) {
    const line = `32 26 0:26 / /my\\040cgroup rw ${fields}- cgroup2 none rw\n`;
    assertEquals(parseCgroupMounts(line)[0]?.mountPoint, "/my cgroup", fields);
  }
});
