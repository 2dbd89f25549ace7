import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { LiveSample } from "../../live_sample.ts";
import { goodSample } from "../../testing/live_sample.ts";
import { chartsOf } from "./charts_of.js";

function chart(id: string, ...changes: Partial<LiveSample>[]) {
  const samples = changes.map((change) => ({ ...goodSample, ...change }));
  return chartsOf(samples).find((chart) => chart.id === id)!;
}

const now = (id: string, change: Partial<LiveSample> = {}) =>
  chart(id, change).now.map(({ text, isOver }) => isOver ? `${text}!` : text);

test("chartsOf has a line for each thing that is watched", () => {
  const lines = chartsOf([goodSample]).map((
    { id, series },
  ) => [id, series.map(({ name }) => name)]);
  assertEquals(lines, [
    ["latency", ["p50", "p95"]],
    ["cpu", ["gateway", "generator", "simulator"]],
    ["partials", ["partials"]],
    ["sessions", ["up"]],
    ["errors", ["errors"]],
  ]);
});

test("chartsOf draws every second, and gaps where nothing is known", () => {
  const { series } = chart("latency", { atMs: 1000, newestP50Ms: null }, { atMs: 2000 });
  assertEquals(series[0]!.points, [[1, null], [2, 94.2]]);
});

test("chartsOf knows where the run will end, and where it is measured", () => {
  const { endSecs, measured } = chart("cpu", { atMs: 4000, phase: "warmup" }, { atMs: 11_000 });
  assertEquals([endSecs, measured], [15, { fromSecs: 5, toSecs: 15 }]);
  const early = chart("cpu", { atMs: 1000, phase: "ramp", leftSecs: 14 });
  assertEquals([early.endSecs, early.measured], [15, undefined]);
  assertEquals(chart("cpu", { atMs: 20_000, phase: "closing", leftSecs: null }).endSecs, 20);
});

test("chartsOf shows the limits that there are", () => {
  assertEquals(chart("latency", {}).limits, [
    { label: "p50 limit", value: 200 },
    { label: "p95 limit", value: 350 },
  ]);
  assertEquals(chart("latency", { newestP50LimitMs: null, newestP95LimitMs: null }).limits, []);
  const cpuLimitPercent = { gateway: 25, generator: 85, simulator: null };
  assertEquals(chart("cpu", { cpuLimitPercent }).limits, [
    { label: "gateway limit", value: 25 },
    { label: "generator limit", value: 85 },
  ]);
});

test("chartsOf says what is over its limit, in words too", () => {
  assertEquals(now("latency"), ["p50 94 ms, within 200 ms", "p95 130 ms, within 350 ms"]);
  assertEquals(now("latency", { newestP50Ms: null, newestP95Ms: 351 }), [
    "p50 –",
    "p95 351 ms, over 350 ms!",
  ]);
  const cpuPercent = { gateway: 24, generator: 90, simulator: null };
  const cpuLimitPercent = { gateway: 25, generator: 85, simulator: null };
  assertEquals(now("cpu", { cpuPercent, cpuLimitPercent }), [
    "gateway 24 % of 25 %",
    "generator 90 %, over 85 %!",
    "simulator –",
  ]);
  assertEquals(now("errors"), ["0 so far"]);
  assertEquals(now("errors", { errors: 7, sessionsBroken: 2 }), ["7 so far, sessions broken: 2!"]);
  assertEquals(now("sessions", { sessionsOpen: 3 }), ["3 of 100 up"]);
  assertEquals(now("partials"), ["100 per second"]);
});
