import { spawn, spawnSync } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { text } from "node:stream/consumers";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { createLimitedGroup } from "./create_limited_group.ts";
import type { LimitedGroup, LimitsWanted } from "./limited_group.ts";
import { LimitsUnavailable } from "./limits_unavailable.ts";

const MIB = 2 ** 20;

/** Why processes can't be limited here; false where they can. */
const unavailable = whyUnavailable();
const byFiles = unavailable === false && /^cgroup/.test(mechanism());

const hasTaskset = spawnSync("taskset", ["--version"]).status === 0;

function whyUnavailable(): string | false {
  try {
    createLimitedGroup({ cpus: 1, memoryBytes: 64 * MIB }).remove();
    return false;
  } catch (error) {
    if (error instanceof LimitsUnavailable) return error.message;
    throw error;
  }
}

function mechanism(): string {
  const group = createLimitedGroup({ cpus: 1 });
  group.remove();
  return group.mechanism;
}

/** Starts a command and gives it to `use`; it and its group are gone afterwards. */
async function withLimits(
  wanted: LimitsWanted,
  command: (prefix: readonly string[]) => readonly string[],
  use: (child: ChildProcessWithoutNullStreams, group: LimitedGroup) => Promise<void>,
): Promise<void> {
  const group = createLimitedGroup(wanted);
  const [program = "", ...args] = command(group.prefix);
  const child = spawn(program, args);
  const closed = once(child, "close");
  try {
    await use(child, group);
  } finally {
    child.kill("SIGKILL");
    await closed;
    group.remove();
  }
}

/** The first line that a child prints. */
async function firstLine({ stdout, stderr }: ChildProcessWithoutNullStreams): Promise<string> {
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error(`Cannot read a line: expected output, got ${await text(stderr)}`);
}

/** Counts as far as it is told, says so, and lives until its standard input closes. */
const count = (to: number) => [
  "sh",
  "-c",
  `i=0; while [ $i -lt ${to} ]; do i=$((i + 1)); done; echo "$$ has counted"; read -r _`,
];

/** Fills so much memory. */
const fill = (bytes: number) => [
  process.execPath,
  "eval",
  `const kept = []; while (kept.length < ${
    bytes / MIB
  }) kept.push(new Uint8Array(${MIB}).fill(1));`,
];

test("A process under a CPU limit is throttled", { skip: unavailable }, async () => {
  await withLimits(
    { cpus: 0.1 },
    (prefix) => [...prefix, ...count(50_000)],
    async (child, group) => {
      const line = await firstLine(child);
      assertEquals(line, `${child.pid} has counted`);
      const { periods, throttledPeriods, throttledUs } = group.readThrottling(child.pid!)!;
      assert(
        throttledPeriods > 0 && throttledPeriods <= periods,
        `${throttledPeriods} of ${periods}`,
      );
      assert(throttledUs > 0);
      assertEquals(group.readMemoryKills(child.pid!), undefined);
    },
  );
});

test("A process under a CPU limit that it doesn't reach is not throttled", {
  skip: unavailable,
}, async () => {
  await withLimits({ cpus: 512 }, (prefix) => [...prefix, ...count(1000)], async (child, group) => {
    await firstLine(child);
    assertEquals(group.readThrottling(child.pid!)?.throttledPeriods, 0);
  });
});

test("A process that outgrows the memory limit is killed", { skip: unavailable }, async () => {
  const filled = (prefix: readonly string[]) => [...prefix, ...fill(512 * MIB)];
  await withLimits({ memoryBytes: 128 * MIB }, filled, async (child, group) => {
    const [, signal] = await once(child, "exit");
    assertEquals(signal, "SIGKILL");
    // A scope of systemd has gone with its process.
    assertEquals(group.readMemoryKills(child.pid!), byFiles ? 1 : undefined);
  });
  await withLimits({ memoryBytes: 1024 * MIB }, filled, async (child) => {
    assertEquals(await once(child, "exit"), [0, null]);
  });
});

test("A process under limits is the child itself, which gets signals and may be pinned", {
  skip: unavailable || (hasTaskset ? false : "taskset was not found"),
}, async () => {
  const allowed = spawnSync("taskset", ["-cp", String(process.pid)], { encoding: "utf8" }).stdout;
  const cpu = allowed.match(/(\d+)$/m)![1]!;
  const taskset = ["taskset", "-c", cpu];
  const orders: ((prefix: readonly string[]) => string[])[] = [
    (prefix) => [...prefix, ...taskset, ...count(1)],
    (prefix) => [...taskset, ...prefix, ...count(1)],
  ];
  for (const order of orders) {
    await withLimits({ cpus: 0.5, memoryBytes: 64 * MIB }, order, async (child) => {
      const line = await firstLine(child);
      assertEquals(line, `${child.pid} has counted`);
      const pinned = spawnSync("taskset", ["-cp", String(child.pid)], { encoding: "utf8" }).stdout;
      assertMatch(pinned, new RegExp(`: ${cpu}$`, "m"));
      child.kill("SIGTERM");
      assertEquals(await once(child, "exit"), [null, "SIGTERM"]);
    });
  }
});

test("A process that can't enter its group says so and fails", {
  skip: unavailable || (byFiles ? false : "systemd makes the group as the process starts"),
}, async () => {
  const command = (prefix: readonly string[]) => [...prefix, ...count(1)];
  const group = createLimitedGroup({ cpus: 1 });
  group.remove();
  const [program = "", ...args] = command(group.prefix);
  const child = spawn(program, args);
  const stderr = text(child.stderr);
  const [code] = await once(child, "close");
  assertEquals(code, 1);
  assertMatch(await stderr, /Cannot enter the limited group: expected to write \S+cgroup\.procs/);
});

test("A group that a killed bench left is removed by the next one", {
  skip: unavailable || (byFiles ? false : "systemd removes the group with its last process"),
}, async () => {
  const module = new URL("./create_limited_group.ts", import.meta.url);
  const script = `import { createLimitedGroup } from "${module}";
    console.log(createLimitedGroup({ cpus: 1 }).prefix.at(-2));
    process.stdin.resume();`;
  const bench = spawn(process.execPath, ["eval", script]);
  const ended = once(bench, "close");
  const left = dirname(await firstLine(bench));
  bench.kill("SIGKILL");
  await ended;
  assert(existsSync(left));
  createLimitedGroup({ cpus: 1 }).remove();
  assert(!existsSync(left));
});
