import { test } from "node:test";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  deadSimulator,
  goodEvidence,
  goodGateway,
  goodLedger,
  goodSessions,
  goodSimulator,
} from "./testing/good_evidence.ts";
import { flatLatency, goodRun } from "./testing/good_run.ts";
import { BALANCED, errorRatio, evaluateSlo, totalErrors } from "./mod.ts";
import type { Evidence } from "./mod.ts";

const newest = (p50_ms: number, p95_ms: number) => ({
  newest_frame_to_partial_latency: { ...flatLatency(p95_ms), p50_ms },
});
const oldest = (p50_ms: number, p95_ms: number) => ({
  oldest_frame_to_partial_latency: { ...flatLatency(p95_ms), p50_ms },
});
const newestFromSchedule = (p50_ms: number, p95_ms: number) => ({
  newest_from_schedule: { ...flatLatency(p95_ms), p50_ms },
});
const oldestFromSchedule = (p50_ms: number, p95_ms: number) => ({
  oldest_from_schedule: { ...flatLatency(p95_ms), p50_ms },
});
const timeouts = { connect: 0, send: 0, close: 0, session: 0 };
const { generator } = goodRun();

const failing: [string, Partial<Evidence>, string][] = [
  ["newest p50", newest(200.1, 350), "newest p50 200.1 ms > 200 ms"],
  ["newest p95", newest(200, 350.5), "newest p95 350.5 ms > 350 ms"],
  ["oldest p50", oldest(1201, 1650), "oldest p50 1201 ms > 1200 ms"],
  ["oldest p95", oldest(1200, 1651), "oldest p95 1651 ms > 1650 ms"],
  [
    "newest p50 from schedule",
    newestFromSchedule(201, 350),
    "newest p50 from schedule 201 ms > 200 ms",
  ],
  [
    "newest p95 from schedule",
    newestFromSchedule(200, 900),
    "newest p95 from schedule 900 ms > 350 ms",
  ],
  [
    "oldest p50 from schedule",
    oldestFromSchedule(1201, 1650),
    "oldest p50 from schedule 1201 ms > 1200 ms",
  ],
  [
    "oldest p95 from schedule",
    oldestFromSchedule(1200, 9000),
    "oldest p95 from schedule 9000 ms > 1650 ms",
  ],
  ["partials", { partials: 0 }, "partials 0 < 1"],
  ["missing partials", { missing_partials: 1 }, "missing partials 1 > 0"],
  ["missing frames", { missing_frames: 1 }, "missing frames 1 > 0"],
  ["silent sessions", { silent_sessions: 1 }, "silent sessions 1 > 0"],
  [
    "inference in flight",
    { simulator: { ...goodSimulator(), max_in_flight: 101 } },
    "inference in flight 101 > 100",
  ],
  [
    "ledger imbalance",
    { gateway_ledger: { ...goodLedger(), discarded: 998 } },
    "ledger imbalance 2 > 0",
  ],
  [
    "session imbalance",
    { gateway_sessions: { ...goodSessions(), open: 3 } },
    "session imbalance 3 > 0",
  ],
  [
    "error ratio",
    { partials: 196_605, protocol_errors: 2, inference_errors: 1 },
    "error ratio 0.0000152587890625 > 0.00001",
  ],
];

for (const [gate, changes, reason] of failing) {
  test(`A run fails by its ${gate} alone`, () => {
    const { verdict, gates, reasons } = evaluateSlo(goodEvidence(changes), BALANCED);
    assertEquals(verdict, "fail");
    assertEquals(gates.filter(({ ok }) => !ok).map((result) => result.gate), [gate]);
    assertEquals(reasons, [reason]);
  });
}

const passing: [string, Partial<Evidence>][] = [
  ["is good", {}],
  ["is at every latency limit", {
    ...newest(200, 350),
    ...oldest(1200, 1650),
    ...newestFromSchedule(200, 350),
    ...oldestFromSchedule(1200, 1650),
  }],
  ["spends exactly its error budget", { partials: 99_999, inference_errors: 1 }],
  ["misses as many frames as the budget allows", { measured_frames: 200_000, missing_frames: 2 }],
  ["misses as many partials as the budget allows", {
    expected_partials: 200_000,
    missing_partials: 2,
  }],
  ["has as many silent sessions as the budget allows, successors counted", {
    sessions_started: 100_000,
    silent_sessions: 1,
  }],
  ["meets back-pressure", { send_wait: flatLatency(4000) }],
  ["is at each limit of the generator", {
    send_lateness: { ...flatLatency(10), max_ms: 900 },
    generator: { ...generator, cpu_percent: 85, steal_percent: 5 },
  }],
  ["is at each limit of the simulator", {
    simulator: { ...goodSimulator(), queue_wait_p99_ms: 10, loop_delay_p99_ms: 10 },
  }],
  ["has as many inference requests in flight as sessions", {
    simulator: { ...goodSimulator(), max_in_flight: 100 },
  }],
];

for (const [what, changes] of passing) {
  test(`A run that ${what} passes`, () => {
    assertEquals(evaluateSlo(goodEvidence(changes), BALANCED).reasons, []);
    assertEquals(evaluateSlo(goodEvidence(changes), BALANCED).verdict, "pass");
  });
}

const invalid: [check: string, Partial<Evidence>, reason: string][] = [
  [
    "send lateness p99",
    { send_lateness: flatLatency(10.1) },
    "generator-limited: send lateness p99 10.1 ms > 10 ms",
  ],
  [
    "generator CPU",
    { generator: { ...generator, cpu_percent: 86 } },
    "generator-limited: generator CPU 86 % > 85 %",
  ],
  [
    "generator throttled",
    { generator: { ...generator, throttled_ms: 0.5 } },
    "generator-limited: generator throttled 0.5 ms > 0 ms",
  ],
  [
    "generator steal",
    { generator: { ...generator, steal_percent: 5.1 } },
    "generator-limited: generator steal 5.1 % > 5 %",
  ],
  [
    "simulator",
    { simulator: deadSimulator() },
    "simulator-limited: simulator is gone, expected alive",
  ],
  [
    "simulator errors",
    { simulator: { ...goodSimulator(), errors: 1 } },
    "simulator-limited: simulator errors 1 > 0",
  ],
  [
    "simulator queue wait p99",
    { simulator: { ...goodSimulator(), queue_wait_p99_ms: 11 } },
    "simulator-limited: simulator queue wait p99 11 ms > 10 ms",
  ],
  [
    "simulator loop delay p99",
    { simulator: { ...goodSimulator(), loop_delay_p99_ms: 10.5 } },
    "simulator-limited: simulator loop delay p99 10.5 ms > 10 ms",
  ],
  [
    "gateway runtime version",
    { gateway: { ...goodGateway(), version: "1.4.4" } },
    "wrong runtime: gateway runtime version is 1.4.4, expected 1.4.5",
  ],
  [
    "gateway runtime version",
    { gateway: { ...goodGateway(), version: null } },
    "wrong runtime: gateway runtime version is unknown, expected 1.4.5",
  ],
  ["run", { ended: "interrupted" }, "interrupted: run is cut short, expected whole"],
];

for (const [check, changes, reason] of invalid) {
  test(`A run is invalid by its ${check} alone, because ${reason}`, () => {
    const { verdict, checks, reasons } = evaluateSlo(goodEvidence(changes), BALANCED);
    assertEquals(verdict, "invalid");
    assertEquals(checks.filter(({ ok }) => !ok).map((result) => result.check), [check]);
    assertEquals(reasons, [reason]);
  });

  test(`A run that is invalid by its ${check} is so when gates fail, too (${reason})`, () => {
    const run = goodEvidence({ ...newest(900, 900), missing_frames: 9, ...changes });
    const { verdict, gates, reasons } = evaluateSlo(run, BALANCED);
    assertEquals([verdict, reasons], ["invalid", [reason]]);
    assertEquals(gates.filter(({ ok }) => !ok).length, 3);
  });
}

test("An invalid run has a reason for each check that does not hold", () => {
  const { reasons } = evaluateSlo(
    goodEvidence({ ended: "interrupted", simulator: deadSimulator() }),
    BALANCED,
  );
  assertEquals(reasons, [
    "simulator-limited: simulator is gone, expected alive",
    "interrupted: run is cut short, expected whole",
  ]);
});

const allChecks = [
  "send lateness p99",
  "generator CPU",
  "generator throttled",
  "generator steal",
  "simulator",
  "simulator errors",
  "simulator queue wait p99",
  "simulator loop delay p99",
  "gateway runtime version",
  "run",
];

const { expected_version: _, ...unpinned } = goodGateway();
const unknown: [what: string, Partial<Evidence>, absent: string[]][] = [
  ["nobody can know", {}, []],
  ["the system does not tell", {
    generator: { ...generator, throttled_ms: null, steal_percent: null },
  }, ["generator throttled", "generator steal"]],
  ["was never measured", { measured_secs: 0, measured_frames: 0 }, [
    "send lateness p99",
    "generator CPU",
  ]],
  ["a dead simulator does not tell", { simulator: deadSimulator() }, [
    "simulator errors",
    "simulator queue wait p99",
    "simulator loop delay p99",
  ]],
  ["a simulator tells that a gateway has flooded", {
    simulator: { ...goodSimulator(), max_in_flight: 101, queue_wait_p99_ms: 99 },
  }, ["simulator queue wait p99", "simulator loop delay p99"]],
  ["is not pinned", { gateway: unpinned }, ["gateway runtime version"]],
];

for (const [what, changes, absent] of unknown) {
  test(`A run has every check but those of what ${what}`, () => {
    const { checks } = evaluateSlo(goodEvidence(changes), BALANCED);
    assertEquals(
      checks.map(({ check }) => check),
      allChecks.filter((check) => !absent.includes(check)),
    );
  });
}

test("A run of which only the load generator knows has no check or gate of other programs", () => {
  const { checks, gates, verdict } = evaluateSlo(goodRun(), BALANCED);
  assertEquals(checks.map(({ check }) => check), [...allChecks.slice(0, 4), "run"]);
  const others = ["inference in flight", "ledger imbalance", "session imbalance"];
  assertEquals(gates.filter(({ gate }) => others.includes(gate)), []);
  assertEquals(verdict, "pass");
});

test("A run that implies no number of partials has no gate for them", () => {
  const { gates } = evaluateSlo(goodRun({ expected_partials: 0 }), BALANCED);
  assertEquals(gates.some(({ gate }) => gate === "missing partials"), false);
});

test("Nothing that a gateway does wrong makes a run invalid", () => {
  const count = fc.nat(1_000_000);
  const ms = fc.double({ min: 0, max: 60_000, noNaN: true }).map(flatLatency);
  const wrongdoing = fc.record({
    partials: count,
    protocol_errors: count,
    inference_errors: count,
    timeouts: fc.record({ connect: count, send: count, close: count, session: count }),
    newest_frame_to_partial_latency: ms,
    oldest_frame_to_partial_latency: ms,
    newest_from_schedule: ms,
    oldest_from_schedule: ms,
    flush_lateness: ms,
    send_wait: ms,
    connect_latency: ms,
    frames_acknowledged: count,
    frames_unsent: count,
    missing_partials: count,
    missing_frames: count,
    silent_sessions: count,
    ended: fc.constantFrom("complete" as const, "gateway_lost" as const),
    gateway_ledger: fc.record(fromKeys(goodLedger(), count)),
    gateway_sessions: fc.record(fromKeys(goodSessions(), count)),
    gateway: fc.record({ cpu_us_per_session_second: count, throttled_ms: count })
      .map((changes) => ({ ...goodGateway(), ...changes })),
    // What a simulator says that has more requests than it can serve, for there are too many.
    simulator: fc.record({
      requests: count,
      max_in_flight: fc.integer({ min: 101, max: 1e6 }),
      queue_wait_p99_ms: count,
      loop_delay_p99_ms: count,
      answer_lateness_p99_ms: count,
    }).map((changes) => ({ ...goodSimulator(), ...changes })),
  });
  fc.assert(fc.property(wrongdoing, (changes) => {
    assertEquals(evaluateSlo(goodEvidence(changes), BALANCED).verdict, "fail");
  }));
});

test("A run that loses its gateway fails, and says so first", () => {
  const run = goodRun({ ended: "gateway_lost", protocol_errors: 100 });
  const { verdict, reasons } = evaluateSlo(run, BALANCED);
  assertEquals(verdict, "fail");
  assertEquals(reasons[0], "no session was left before the end of the run");
});

test("totalErrors counts protocol errors, inference errors and each kind of timeout", () => {
  assertEquals(totalErrors(goodRun({ protocol_errors: 1 })), 1);
  assertEquals(totalErrors(goodRun({ inference_errors: 1 })), 1);
  for (const kind of Object.keys(timeouts)) {
    assertEquals(totalErrors(goodRun({ timeouts: { ...timeouts, [kind]: 1 } })), 1);
  }
});

test("errorRatio is 0 for a run in which nothing happened, and 1 for one of errors only", () => {
  assertEquals(errorRatio(goodRun({ partials: 0 })), 0);
  assertEquals(errorRatio(goodRun({ partials: 0, protocol_errors: 3 })), 1);
  assertAlmostEquals(errorRatio(goodRun({ partials: 3, protocol_errors: 1 })), 0.25);
});

function fromKeys<K extends string, T>(object: Record<K, unknown>, value: T): Record<K, T> {
  return Object.fromEntries(Object.keys(object).map((key) => [key, value])) as Record<K, T>;
}
