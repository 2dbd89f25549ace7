import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { RunSummary } from "@stt-bench/results";
import { flatLatency, runSummary } from "@stt-bench/results/testing";
import type { Culprit } from "./calibration.ts";
import { judgeProbe } from "./judge_probe.ts";
import type { GeneratorReadings, ProbeReadings, SimulatorReadings } from "./judge_probe.ts";

const { generator: usage } = runSummary();
const broken = [{ cause: "connect_timeout", count: 3, example: "no answer" }] as const;

function generator(changes: Partial<RunSummary> = {}): GeneratorReadings {
  return { summary: runSummary(changes), nullGatewayCpuPercent: 30 };
}

function simulator(changes: Partial<SimulatorReadings> = {}): SimulatorReadings {
  return {
    stats: stats({}),
    cpuPercent: 20,
    windowMs: 4000,
    inferbench: inferbench(1, 0),
    inferbenchCpuPercent: 10,
    ...changes,
  };
}

function stats(
  { queueWait = 0, loopDelay = 1, faults = 0 },
): NonNullable<SimulatorReadings["stats"]> {
  return {
    requests: 4000,
    faults_injected: faults,
    max_in_flight: 100,
    queue_wait: { p99_ms: queueWait },
    answer_lateness: { p99_ms: 1 },
    loop_delay: { p99_ms: loopDelay },
  };
}

function inferbench(lateness: number, timeouts: number): SimulatorReadings["inferbench"] {
  const errors = { connect: 0, timeout: timeouts, http_status: 0, request: 0 };
  return { attempted: 6000, completed: 6000, errors, send_lateness: { p99_ms: lateness } };
}

function readings(changes: Partial<ProbeReadings> = {}): ProbeReadings {
  return {
    sessions: 1000,
    generator: generator(),
    simulator: simulator(),
    othersPercent: 1,
    gatewaySharePercent: undefined,
    ...changes,
  };
}

const late = generator({ send_lateness: flatLatency(11) });
const held = generator({ send_wait: flatLatency(11) });
const slow = simulator({ stats: stats({ loopDelay: 11 }) });

const table: [string, Partial<ProbeReadings>, Culprit | null, string[]][] = [
  ["everything holds", {}, null, []],
  ["the generator is late", { generator: late }, "tools", ["send lateness p99"]],
  [
    "the generator is starved",
    { generator: generator({ generator: { ...usage, cpu_percent: 86 } }) },
    "tools",
    ["generator CPU"],
  ],
  [
    "the generator is throttled",
    { generator: generator({ generator: { ...usage, throttled_ms: 1 } }) },
    "tools",
    ["generator throttled"],
  ],
  [
    "sessions break",
    { generator: generator({ broken_sessions: [...broken] }) },
    "tools",
    ["broken sessions"],
  ],
  [
    "the null gateway holds frames up",
    { generator: held },
    "stand-ins",
    ["null gateway send wait p99"],
  ],
  [
    "the null gateway is lost",
    { generator: generator({ ended: "gateway_lost" }) },
    "stand-ins",
    ["null gateway"],
  ],
  ["the simulator's loop is late", { simulator: slow }, "tools", ["simulator loop delay p99"]],
  [
    "requests wait for a slot",
    { simulator: simulator({ stats: stats({ queueWait: 11 }) }) },
    "tools",
    ["simulator queue wait p99"],
  ],
  [
    "the simulator spoils requests",
    { simulator: simulator({ stats: stats({ faults: 1 }) }) },
    "tools",
    ["simulator errors"],
  ],
  ["the simulator is gone", { simulator: simulator({ stats: undefined }) }, "tools", ["simulator"]],
  [
    "requests fail",
    { simulator: simulator({ inferbench: inferbench(1, 2) }) },
    "tools",
    ["failed requests"],
  ],
  [
    "inferbench is late",
    { simulator: simulator({ inferbench: inferbench(11, 0) }) },
    "stand-ins",
    ["inferbench send lateness p99"],
  ],
  [
    "a stand-in and a tool are late",
    { generator: late, simulator: simulator({ inferbench: inferbench(11, 0) }) },
    "stand-ins",
    ["inferbench send lateness p99", "send lateness p99"],
  ],
  [
    "others use the machine, and a tool is late",
    { simulator: slow, othersPercent: 11 },
    "machine",
    ["other programs", "simulator loop delay p99"],
  ],
  [
    "another guest takes CPU, and a tool is late",
    {
      generator: generator({
        send_lateness: flatLatency(11),
        generator: { ...usage, steal_percent: 6 },
      }),
    },
    "machine",
    ["generator steal", "send lateness p99"],
  ],
  [
    "stand-ins take more of the simulator's CPU than a gateway may, and it is late",
    { simulator: slow, gatewaySharePercent: 25 },
    "stand-ins",
    ["stand-ins' CPU", "simulator loop delay p99"],
  ],
  [
    "stand-ins take more than a gateway may, and the tools hold",
    { gatewaySharePercent: 25 },
    null,
    ["stand-ins' CPU"],
  ],
  [
    "stand-ins take no more than a gateway may, and the simulator is late",
    { simulator: slow, gatewaySharePercent: 40 },
    "tools",
    ["simulator loop delay p99"],
  ],
  ["others use the machine, and the tools hold", { othersPercent: 11 }, null, ["other programs"]],
];

for (const [situation, changes, culprit, failed] of table) {
  test(`judgeProbe blames ${culprit ?? "nobody"} when ${situation}`, () => {
    const figures = judgeProbe(readings(changes));
    assertEquals(figures.culprit, culprit);
    assertEquals(figures.checks.filter(({ ok }) => !ok).map(({ check }) => check), failed);
  });
}

test("judgeProbe tells what a frame and a request cost", () => {
  const figures = judgeProbe(readings());
  // 40 % of 10 s for 50 000 frames, 20 % of 4 s for 4000 requests.
  assertEquals([figures.generator?.us_per_frame, figures.simulator?.us_per_request], [80, 200]);
});

test("judgeProbe says nothing of what did not run, or could not be read", () => {
  const alone = judgeProbe(readings({ simulator: undefined, othersPercent: null }));
  assertEquals([alone.simulator, alone.inferbench], [null, null]);
  assertEquals(alone.checks.some(({ check }) => /simulator|other/.test(check)), false);
  const dead = judgeProbe(readings({
    generator: undefined,
    simulator: simulator({ stats: undefined, cpuPercent: null }),
  }));
  assertEquals([dead.generator, dead.null_gateway], [null, null]);
  assertEquals(dead.simulator, {
    cpu_percent: null,
    us_per_request: null,
    queue_wait_p99_ms: null,
    loop_delay_p99_ms: null,
  });
});
