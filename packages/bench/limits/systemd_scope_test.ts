import { test } from "node:test";
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { createLimitedGroup } from "./create_limited_group.ts";
import type { CommandResult } from "./host.ts";
import { LimitsUnavailable } from "./limits_unavailable.ts";
import { FakeHost } from "./testing/fake_host.ts";
import { v2 } from "./testing/machines.ts";

const limits = { cpus: 0.25, memoryBytes: 2 ** 30 };
const limited: CommandResult = { status: 0, stdout: "2500 10000\n1073741824\n", stderr: "" };

/** A machine of systemd on which we may write to no group. */
function systemdHost(answer: CommandResult, isRoot = false) {
  const controllers = ["cpu", "memory"];
  const host = new FakeHost(v2, [{ mountPoint: "/sys/fs/cgroup", version: 2, controllers }]);
  let folder = "/sys/fs/cgroup";
  for (const name of ["user.slice", "user-1000.slice", "session-3.scope"]) {
    host.setGroup(folder, { enabled: controllers, refusal: "EACCES" });
    folder += `/${name}`;
    host.setGroup(folder, { refusal: "EACCES" });
  }
  const commands: string[] = [];
  host.setFile("/run/systemd/system", "");
  host.isRoot = isRoot;
  host.programs["systemd-run"] = (command) => {
    commands.push(command.join(" "));
    return answer;
  };
  return { host, commands };
}

const properties = "--quiet --collect -p CPUQuota=25.00% -p CPUQuotaPeriodSec=10000us " +
  "-p MemoryMax=1073741824 -p MemorySwapMax=0 --";

test("createLimitedGroup asks the systemd of the user, and that of the machine for root", () => {
  const table: [isRoot: boolean, mechanism: string][] = [
    [false, "systemd-run --user --scope"],
    [true, "systemd-run --scope"],
  ];
  for (const [isRoot, mechanism] of table) {
    const { host, commands } = systemdHost(limited, isRoot);
    const group = createLimitedGroup(limits, host);
    assertEquals(group.mechanism, mechanism);
    assertEquals(group.prefix.join(" "), `${mechanism} ${properties}`);
    assertEquals(commands.length, 1);
    assertMatch(commands[0]!, /-- sh -c [^]* \/sys\/fs\/cgroup cpu\.max memory\.max$/);
  }
});

test("createLimitedGroup asks systemd for what is wanted alone", () => {
  const { host } = systemdHost({ ...limited, stdout: "1000 20000\n" });
  const { prefix } = createLimitedGroup({ cpus: 0.05 }, host);
  assertEquals(prefix.filter((word) => word.includes("=")), [
    "CPUQuota=5.00%",
    "CPUQuotaPeriodSec=20000us",
  ]);
});

test("LimitedGroup of systemd reads the throttling of the scope that the process is in", () => {
  const { host } = systemdHost(limited);
  const group = createLimitedGroup(limits, host);
  assertEquals(group.readThrottling(99), undefined);

  const own = "/user.slice/user-1000.slice/session-3.scope";
  host.setFile("/proc/99/cgroup", `0::${own}\n`);
  const others = "nr_periods 1\nnr_throttled 1\nthrottled_usec 1\n";
  host.setFile(`/sys/fs/cgroup${own}/cpu.stat`, others);
  assertEquals(group.readThrottling(99), undefined);

  host.setFile("/proc/99/cgroup", "0::/user.slice/run-r1.scope\n");
  const scope = "/sys/fs/cgroup/user.slice/run-r1.scope";
  host.setFile(`${scope}/cpu.stat`, "nr_periods 9\nnr_throttled 4\nthrottled_usec 77\n");
  host.setFile(`${scope}/memory.events`, "oom_kill 0\n");
  assertEquals(group.readThrottling(99), { periods: 9, throttledPeriods: 4, throttledUs: 77 });
  assertEquals(group.readMemoryKills(99), 0);
});

test("LimitedGroup of systemd reads nothing of what isn't limited", () => {
  const { host } = systemdHost({ ...limited, stdout: "2500 10000\n" });
  const group = createLimitedGroup({ cpus: 0.25 }, host);
  host.setFile("/proc/99/cgroup", "0::/run-r1.scope\n");
  host.setFile("/sys/fs/cgroup/run-r1.scope/memory.events", "oom_kill 0\n");
  assertEquals(group.readMemoryKills(99), undefined);
});

test("createLimitedGroup says why systemd didn't help", () => {
  const table: [CommandResult, RegExp][] = [
    [
      { status: 1, stdout: "", stderr: "Failed to connect to bus\nmore\n" },
      /scope: Failed to.* bus,?;/,
    ],
    [{ status: 1, stdout: "", stderr: "cat: cpu.max: No such file\n" }, /cpu\.max: No such file;/],
    [{ ...limited, stdout: "max 10000\n1073741824\n" }, /it left cpu\.max, memory\.max at "max 1/],
    [{ ...limited, stdout: "" }, /it left cpu\.max, memory\.max at ""/],
    [{ status: null, stdout: "", stderr: "" }, /exit code null/],
  ];
  for (const [answer, reason] of table) {
    const { host } = systemdHost(answer);
    const error = assertThrows(() => createLimitedGroup(limits, host), LimitsUnavailable);
    assertMatch(error.message, reason);
    assertMatch(error.message, /cgroup\.procs can't be written/);
  }
});

test("createLimitedGroup goes to the files when systemd fails and we may write them", () => {
  const { host } = systemdHost({ status: 1, stdout: "", stderr: "no" });
  host.setGroup("/sys/fs/cgroup", { enabled: ["cpu", "memory"] });
  assertEquals(createLimitedGroup(limits, host).mechanism, "cgroup v2");
});
