import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { cpuGroups } from "./cpu_groups.ts";

const unified = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n";
const legacy =
  "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct\n" +
  "34 31 0:31 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n";

const rows: [what: string, cgroup: string, mountinfo: string, folders: string[]][] = [
  ["version 2", "0::/user.slice/a.scope\n", unified, [
    "2 /sys/fs/cgroup/user.slice/a.scope",
    "2 /sys/fs/cgroup/user.slice",
    "2 /sys/fs/cgroup",
  ]],
  ["version 2 in the root group", "0::/\n", unified, ["2 /sys/fs/cgroup"]],
  ["version 1", "5:cpuset:/other\n2:cpu,cpuacct:/a/b\n1:name=systemd:/c\n", legacy, [
    "1 /sys/fs/cgroup/cpu,cpuacct/a/b",
    "1 /sys/fs/cgroup/cpu,cpuacct/a",
    "1 /sys/fs/cgroup/cpu,cpuacct",
  ]],
  ["both versions", "1:cpu:/a\n0::/\n", legacy + unified, [
    "1 /sys/fs/cgroup/cpu,cpuacct/a",
    "1 /sys/fs/cgroup/cpu,cpuacct",
    "2 /sys/fs/cgroup",
  ]],
  [
    "a container that sees its own group as the root of a mount",
    "2:cpu:/docker/abc/in\n",
    "32 31 0:29 /docker/abc /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n",
    ["1 /sys/fs/cgroup/cpu/in", "1 /sys/fs/cgroup/cpu"],
  ],
  [
    "a group outside of what is mounted",
    "0::/../other\n",
    "30 23 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
    ["2 /sys/fs/cgroup"],
  ],
  [
    "a group whose name only begins like the mount's",
    "0::/abcd\n",
    "30 23 0:26 /abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
    ["2 /sys/fs/cgroup"],
  ],
  [
    "a mount point with a blank",
    "0::/x\n",
    "30 23 0:26 / /my\\040groups rw - cgroup2 cgroup2 rw\n",
    ["2 /my groups/x", "2 /my groups"],
  ],
  ["no mount", "0::/x\n", "", []],
  ["another system", "", "", []],
];

for (const [what, cgroup, mountinfo, folders] of rows) {
  test(`cpuGroups finds the groups of ${what}`, () => {
    const found = cpuGroups(cgroup, mountinfo);
    assertEquals(found.map(({ version, folder }) => `${version} ${folder}`), folders);
  });
}
