import { test } from "node:test";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { flatLatency, goodRun } from "./testing/good_run.ts";
import { BALANCED, errorRatio, evaluateSlo, parseSloProfile, totalErrors } from "./mod.ts";
import type { Measurements } from "./mod.ts";

const newest = (p50_ms: number, p95_ms: number) => ({
  newest_frame_to_partial_latency: { ...flatLatency(p95_ms), p50_ms },
});
const oldest = (p50_ms: number, p95_ms: number) => ({
  oldest_frame_to_partial_latency: { ...flatLatency(p95_ms), p50_ms },
});
const timeouts = { connect: 0, send: 0, close: 0, session: 0 };

const failing: [string, Partial<Measurements>, string][] = [
  ["newest p50", newest(200.1, 350), "newest p50 200.1 ms > 200 ms"],
  ["newest p95", newest(200, 350.5), "newest p95 350.5 ms > 350 ms"],
  ["oldest p50", oldest(1201, 1650), "oldest p50 1201 ms > 1200 ms"],
  ["oldest p95", oldest(1200, 1651), "oldest p95 1651 ms > 1650 ms"],
  ["partials", { partials: 0 }, "partials 0 < 1"],
  ["missing frames", { missing_frames: 1 }, "missing frames 1 > 0"],
  ["silent sessions", { silent_sessions: 1 }, "silent sessions 1 > 0"],
  [
    "error ratio",
    { partials: 196_605, protocol_errors: 2, inference_errors: 1 },
    "error ratio 0.0000152587890625 > 0.00001",
  ],
];

for (const [gate, changes, reason] of failing) {
  test(`A run fails by its ${gate} alone`, () => {
    const { verdict, gates, reasons } = evaluateSlo(goodRun(changes), BALANCED);
    assertEquals(verdict, "fail");
    assertEquals(gates.filter(({ ok }) => !ok).map((result) => result.gate), [gate]);
    assertEquals(reasons, [reason]);
  });
}

const passing: [string, Partial<Measurements>][] = [
  ["is good", {}],
  ["is at every latency limit", { ...newest(200, 350), ...oldest(1200, 1650) }],
  ["spends exactly its error budget", { partials: 99_999, inference_errors: 1 }],
  ["misses as many frames as the budget allows", { measured_frames: 200_000, missing_frames: 2 }],
  ["is at the generator's limit", { send_lateness: { ...flatLatency(10), max_ms: 900 } }],
  ["meets back-pressure", { send_wait: flatLatency(4000) }],
];

for (const [what, changes] of passing) {
  test(`A run that ${what} passes`, () => {
    assertEquals(evaluateSlo(goodRun(changes), BALANCED).reasons, []);
    assertEquals(evaluateSlo(goodRun(changes), BALANCED).verdict, "pass");
  });
}

test("A run whose generator was late is invalid, even when a gate fails", () => {
  const run = goodRun({ send_lateness: flatLatency(10.1), ...newest(900, 900) });
  const { verdict, reasons } = evaluateSlo(run, BALANCED);
  assertEquals(verdict, "invalid");
  assertEquals(reasons, ["generator-limited: send lateness p99 10.1 ms > 10 ms"]);
});

test("A run whose generator was starved is invalid", () => {
  const run = goodRun();
  run.generator.cpu_percent = 91;
  const { verdict, reasons } = evaluateSlo(run, BALANCED);
  assertEquals(verdict, "invalid");
  assertEquals(reasons, ["generator-limited: own CPU 91 % of its share > 90 %"]);
});

test("An interrupted run is invalid", () => {
  assertEquals(evaluateSlo(goodRun({ ended: "interrupted" }), BALANCED).verdict, "invalid");
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

test("parseSloProfile reads a profile whose limits evaluateSlo then uses", () => {
  const profile = parseSloProfile(
    JSON.stringify({ ...BALANCED, name: "mine", newest_p95_ms: 100 }),
  );
  const { verdict, reasons } = evaluateSlo(goodRun(), profile);
  assertEquals(verdict, "fail");
  assertEquals(reasons, ["newest p95 110 ms > 100 ms"]);
});

const badProfiles: [string, string, RegExp][] = [
  ["text", "{", /expected JSON/],
  ["an unknown field", JSON.stringify({ ...BALANCED, p95: 1 }), /p95: expected never/],
  ["a missing field", JSON.stringify({ name: "x" }), /newest_p50_ms: expected/],
  ["a negative limit", JSON.stringify({ ...BALANCED, newest_p50_ms: -1 }), /newest_p50_ms/],
];

for (const [what, json, message] of badProfiles) {
  test(`parseSloProfile refuses ${what}`, () => {
    let text = "";
    try {
      parseSloProfile(json);
    } catch (error) {
      text = (error as Error).message;
    }
    assertEquals(message.test(text), true, text);
  });
}
