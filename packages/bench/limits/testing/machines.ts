/** What `/proc/self/mountinfo` and `/proc/self/cgroup` say on machines of every kind. */
export interface MachineTexts {
  readonly mountinfo: string;
  readonly cgroup: string;
}

const v2Mounts = `22 24 0:20 / /proc rw,nosuid,nodev,noexec,relatime shared:6 - proc proc rw
24 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
26 24 0:21 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw
32 26 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot
33 26 0:27 / /sys/fs/pstore rw,nosuid,nodev,noexec,relatime shared:10 - pstore pstore rw
`;

/** Debian 12, a session over ssh. */
export const v2: MachineTexts = {
  mountinfo: v2Mounts,
  cgroup: "0::/user.slice/user-1000.slice/session-3.scope\n",
};

/** The same without systemd: all processes in the root. */
export const v2Bare: MachineTexts = { mountinfo: v2Mounts, cgroup: "0::/\n" };

/** Debian 10 with systemd: everything in v1, and a v2 without controllers. */
export const v1: MachineTexts = {
  mountinfo: `31 25 0:26 / /sys/fs/cgroup ro,nosuid,nodev,noexec shared:9 - tmpfs tmpfs ro,mode=755
32 31 0:27 / /sys/fs/cgroup/unified rw,nosuid,nodev,noexec,relatime shared:10 - cgroup2 cgroup2 rw,nsdelegate
33 31 0:28 / /sys/fs/cgroup/systemd rw,nosuid,nodev,noexec,relatime shared:11 - cgroup cgroup rw,xattr,name=systemd
37 31 0:32 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid,nodev,noexec,relatime shared:15 - cgroup cgroup rw,cpu,cpuacct
38 31 0:33 / /sys/fs/cgroup/cpuset rw,nosuid,nodev,noexec,relatime shared:16 - cgroup cgroup rw,cpuset
40 31 0:35 / /sys/fs/cgroup/memory rw,nosuid,nodev,noexec,relatime shared:18 - cgroup cgroup rw,memory
`,
  cgroup: `8:memory:/user.slice/user-0.slice/session-1.scope
7:cpuset:/
4:cpu,cpuacct:/user.slice
1:name=systemd:/user.slice/user-0.slice/session-1.scope
0::/user.slice/user-0.slice/session-1.scope
`,
};

/** CPU in v1, memory in v2 (booted with `cgroup_no_v1=memory`). */
export const hybrid: MachineTexts = {
  mountinfo: v1.mountinfo.split("\n").filter((line) => !line.includes("rw,memory")).join("\n"),
  cgroup: `4:cpu,cpuacct:/
1:name=systemd:/init.scope
0::/init.scope
`,
};

/** A container of Docker on v1, which sees the host's paths and mounts its own group alone. */
export const dockerV1: MachineTexts = {
  mountinfo:
    `600 599 0:27 /docker/4f1d /sys/fs/cgroup/systemd ro,nosuid,nodev,noexec,relatime master:11 - cgroup cgroup rw,xattr,name=systemd
602 599 0:32 /docker/4f1d /sys/fs/cgroup/cpu,cpuacct ro,nosuid,nodev,noexec,relatime master:15 - cgroup cgroup rw,cpu,cpuacct
604 599 0:35 /docker/4f1d /sys/fs/cgroup/memory ro,nosuid,nodev,noexec,relatime master:18 - cgroup cgroup rw,memory
`,
  cgroup: `8:memory:/docker/4f1d
4:cpu,cpuacct:/docker/4f1d/below
1:name=systemd:/docker/4f1d
`,
};

/** A container of Docker on v2, in a cgroup namespace of its own. */
export const dockerV2: MachineTexts = {
  mountinfo: `1015 1010 0:110 / /sys ro,nosuid,nodev,noexec,relatime - sysfs sysfs ro
1018 1015 0:26 / /sys/fs/cgroup ro,nosuid,nodev,noexec,relatime - cgroup2 cgroup rw,nsdelegate
`,
  cgroup: "0::/\n",
};
