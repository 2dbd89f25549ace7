import { test } from "node:test";
import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { createLimitedGroup } from "./create_limited_group.ts";
import { LimitsUnavailable } from "./limits_unavailable.ts";
import { FakeHost } from "./testing/fake_host.ts";
import type { FakeHierarchy } from "./testing/fake_host.ts";
import { dockerV2, hybrid, v1, v2, v2Bare } from "./testing/machines.ts";

const limits = { cpus: 0.25, memoryBytes: 2 ** 30 };
const top = "/sys/fs/cgroup";
const unified: FakeHierarchy = { mountPoint: top, version: 2, controllers: ["cpu", "memory"] };

function v1Host(): FakeHost {
  return new FakeHost(v1, [
    { mountPoint: `${top}/cpu,cpuacct`, version: 1, controllers: ["cpu"] },
    { mountPoint: `${top}/memory`, version: 1, controllers: ["memory"] },
  ])
    .setGroup(`${top}/cpu,cpuacct/user.slice`, { isBusy: true })
    .setGroup(`${top}/memory/user.slice`, {})
    .setGroup(`${top}/memory/user.slice/user-0.slice`, {})
    .setGroup(`${top}/memory/user.slice/user-0.slice/session-1.scope`, { isBusy: true });
}

/** A session over ssh, as a systemd that needs no CPU limits itself has set it up. */
function v2Host(enabled = ["memory", "pids"]): FakeHost {
  return new FakeHost(v2, [unified])
    .setGroup(top, { isBusy: true, enabled })
    .setGroup(`${top}/user.slice`, { enabled })
    .setGroup(`${top}/user.slice/user-1000.slice`, { enabled })
    .setGroup(`${top}/user.slice/user-1000.slice/session-3.scope`, { isBusy: true });
}

/** The one group below `parent` that was made. */
function madeBelow(host: FakeHost, parent: string): string {
  const [made, ...others] = host.benchGroups;
  assert(made !== undefined && others.length === 0, `${host.benchGroups}`);
  assertMatch(made, /\/stt-bench-4711-\d+$/);
  assertEquals(made.slice(0, made.lastIndexOf("/")), parent);
  return made;
}

test("createLimitedGroup limits below our own groups of v1", () => {
  const host = v1Host();
  const group = createLimitedGroup(limits, host);
  const [cpu = "", memory = ""] = host.benchGroups;
  assertEquals(group.mechanism, "cgroup v1");
  assertEquals(host.read(`${cpu}/cpu.cfs_period_us`), "10000");
  assertEquals(host.read(`${cpu}/cpu.cfs_quota_us`), "2500");
  assertEquals(host.read(`${memory}/memory.limit_in_bytes`), "1073741824");
  assertEquals(host.read(`${memory}/memory.memsw.limit_in_bytes`), "1073741824");
  assertEquals(group.prefix.slice(-3), [`${cpu}/cgroup.procs`, `${memory}/cgroup.procs`, "--"]);
});

test("createLimitedGroup uses each controller where a hybrid machine has it", () => {
  const host = new FakeHost(hybrid, [
    { mountPoint: `${top}/cpu,cpuacct`, version: 1, controllers: ["cpu"] },
    { ...unified, mountPoint: `${top}/unified`, controllers: ["memory"] },
  ]).setGroup(`${top}/unified/init.scope`, { isBusy: true });
  const { mechanism } = createLimitedGroup(limits, host);
  const [cpu = "", memory = ""] = host.benchGroups;
  assertEquals(mechanism, "cgroup v1 and v2");
  assertEquals(host.read(`${cpu}/cpu.cfs_quota_us`), "2500");
  assertEquals(host.read(`${memory}/memory.max`), "1073741824");
});

test("createLimitedGroup sets the limits of v2, and forbids swap", () => {
  const host = new FakeHost(v2Bare, [unified]).setGroup(top, { isBusy: true });
  const group = createLimitedGroup(limits, host);
  const made = madeBelow(host, top);
  assertEquals(group.mechanism, "cgroup v2");
  assertEquals(host.read(`${made}/cpu.max`), "2500 10000");
  assertEquals(host.read(`${made}/memory.max`), "1073741824");
  assertEquals(host.read(`${made}/memory.swap.max`), "0");
});

test("createLimitedGroup sets nothing that isn't wanted", () => {
  const host = new FakeHost(v2Bare, [unified]);
  const group = createLimitedGroup({ cpus: 2 }, host);
  const made = madeBelow(host, top);
  assertEquals(host.read(`${made}/cpu.max`), "20000 10000");
  assert(!host.exists(`${made}/memory.max`));
  assertEquals(group.readMemoryKills(1), undefined);
});

test("createLimitedGroup takes the nearest parent in v2 that gives the controllers already", () => {
  const slice = `${top}/user.slice/user-1000.slice`;
  madeBelowWith({ memoryBytes: 1e9 }, slice);
  madeBelowWith(limits, slice, ["cpu", "memory"]);
});

test("createLimitedGroup lets the root of v2 give a controller that no group has", () => {
  madeBelowWith(limits, top);
});

function madeBelowWith(
  wanted: typeof limits | { memoryBytes: number },
  parent: string,
  on?: string[],
) {
  const host = v2Host(on);
  createLimitedGroup(wanted, host);
  madeBelow(host, parent);
}

test("createLimitedGroup of an ordinary user makes its group where it may", () => {
  const slice = `${top}/user.slice/user-1000.slice`;
  const host = v2Host(["cpu", "memory"]);
  host.setGroup(top, { enabled: ["cpu", "memory"], refusal: "EACCES" });
  host.setGroup(`${top}/user.slice`, { enabled: ["cpu", "memory"] });
  host.setGroup(slice, { enabled: ["cpu", "memory"], refusal: "EACCES" });
  createLimitedGroup(limits, host);
  madeBelow(host, `${top}/user.slice`);
});

test("createLimitedGroup removes what it made when it can't make all", () => {
  const host = v1Host();
  const scope = `${top}/memory/user.slice/user-0.slice/session-1.scope`;
  host.setGroup(scope, { isBusy: true, refusal: "EROFS" });
  assertThrows(() => createLimitedGroup(limits, host), LimitsUnavailable, "EROFS");
  assertEquals(host.benchGroups, []);
});

test("createLimitedGroup says what it tried in a container that may not", () => {
  const host = new FakeHost(dockerV2, [{ ...unified, isContainer: true }]);
  host.setGroup(top, { isBusy: true });
  const error = assertThrows(() => createLimitedGroup(limits, host), LimitsUnavailable);
  assertMatch(
    error.message,
    /^Cannot limit cpu and memory: expected a way to make a control group/,
  );
  assertMatch(error.message, /\/sys\/fs\/cgroup can't give its groups cpu, memory \(it holds proc/);
  assertMatch(error.message, /in a container: a privileged one/);
  assertEquals(error.message.split("\n").length, 1);
});

test("createLimitedGroup says what is missing on a machine without control groups", () => {
  const host = new FakeHost({ mountinfo: "", cgroup: "" }, []);
  assertThrows(() => createLimitedGroup(limits, host), LimitsUnavailable, "cpu controller is not");
});

test("createLimitedGroup refuses limits that can't be", () => {
  const host = v1Host();
  for (const wanted of [{}, { cpus: 0 }, { memoryBytes: 0 }, { memoryBytes: 1.5 }]) {
    assertThrows(() => createLimitedGroup(wanted, host), RangeError, "Cannot limit");
  }
});

test("createLimitedGroup removes groups of benches that were killed, and only those", () => {
  const host = new FakeHost(v2Bare, [unified]);
  const left = ["stt-bench-1-1", "stt-bench-2-1", "stt-bench-3-7", "stt-bench-4-1", "stt-bench-x"];
  for (const name of left) host.setGroup(`${top}/${name}`, {});
  host.setGroup(`${top}/other`, {});
  host.setGroup(`${top}/stt-bench-2-1`, { isBusy: true });
  host.setGroup(`${top}/stt-bench-4-1`, { refusal: "EACCES" });
  host.setFile("/proc/3/stat", "");
  host.setFile("/proc/3", "");
  createLimitedGroup(limits, host).remove();
  const names = host.benchGroups.map((folder) => folder.slice(top.length + 1));
  assertEquals(names, ["stt-bench-2-1", "stt-bench-3-7", "stt-bench-4-1", "stt-bench-x"]);
  assert(host.exists(`${top}/other`));
});

test("createLimitedGroup takes over a group that an earlier process with our pid left", () => {
  const host = new FakeHost(v2Bare, [unified]);
  host.setFile(`/proc/${host.pid}`, "");
  createLimitedGroup(limits, host).remove();
  const [, next] = [createLimitedGroup(limits, host), host.benchGroups[0]!];
  const number = Number(next.split("-").at(-1));
  host.setGroup(next.replace(/\d+$/, String(number + 1)), {});
  createLimitedGroup(limits, host);
  assertEquals(host.benchGroups.length, 2);
});

test("LimitedGroup reads the throttling and the kills of its group until that is gone", () => {
  const host = new FakeHost(v2Bare, [unified]);
  const group = createLimitedGroup(limits, host);
  const made = madeBelow(host, top);
  assertEquals([group.readThrottling(1), group.readMemoryKills(1)], [undefined, 0]);
  host.setFile(`${made}/cpu.stat`, "nr_periods 9\nnr_throttled 4\nthrottled_usec 77\n");
  host.setFile(`${made}/memory.events`, "oom_kill 1\n");
  assertEquals(group.readThrottling(1), { periods: 9, throttledPeriods: 4, throttledUs: 77 });
  assertEquals(group.readMemoryKills(1), 1);
  group.remove();
  assertEquals(host.benchGroups, []);
  assertEquals([group.readThrottling(1), group.readMemoryKills(1)], [undefined, undefined]);
});

test("LimitedGroup stays while a process is in it", () => {
  const host = new FakeHost(v2Bare, [unified]);
  const group = createLimitedGroup(limits, host);
  const made = madeBelow(host, top);
  host.setGroup(made, { isBusy: true });
  group.remove();
  assertEquals(host.benchGroups, [made]);
  host.setGroup(made, {});
  group.remove();
  group.remove();
  assertEquals(host.benchGroups, []);
});
