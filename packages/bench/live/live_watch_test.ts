import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { ProgressEvent, RunPhase } from "@stt-bench/results";
import type { ProcessUsage } from "../machine/process_usage.ts";
import { LiveWatch } from "./live_watch.ts";
import type { LivePids } from "./live_watch.ts";
import type { LiveSample } from "./live_sample.ts";

const load = {
  sessions: 20,
  rampUpSecs: 2,
  sessionStartSpreadMs: 500,
  warmupSecs: 3,
  measureSecs: 10,
};
const slo = { newest_p50_ms: 200, newest_p95_ms: 350 };
const pids: LivePids = { gateway: 1, generator: 2, simulator: 3 };

function phase(phase: RunPhase, at_ms: number): ProgressEvent {
  return { event: "phase", phase, at_ms, epoch_ms: 0 };
}

function second(phase: RunPhase, at_ms: number, partials = 0): ProgressEvent {
  return {
    event: "progress",
    phase,
    at_ms,
    epoch_ms: 0,
    sessions_open: 19,
    sessions_broken: 1,
    frames_sent: 950,
    partials,
    errors: 2,
    newest_p50_ms: 94,
    newest_p95_ms: null,
  };
}

/** A kernel by which process `pid` has used `pid` × 100 ms more each time that it is asked. */
function kernel(): (pid: number) => ProcessUsage {
  let askedOf = 0;
  const used = new Map<number, number>();
  return (pid) => {
    const userUs = (used.get(pid) ?? 0) + pid * 100_000;
    used.set(pid, userUs);
    const atMs = Math.floor(askedOf++ / 3) * 1000;
    return { atMs, userUs, systemUs: 0, runNsByThread: new Map(), rssBytes: 0, maxRssBytes: 0 };
  };
}

function watch(events: readonly ProgressEvent[], cpuLimit?: number): LiveSample[] {
  const live = new LiveWatch({ load, slo, cpuLimit }, kernel());
  return events.flatMap((event) => live.observe(event, pids) ?? []);
}

test("LiveWatch makes a sample of each second", () => {
  const events = [phase("connecting", 0), phase("measure", 6000), second("measure", 8000, 40)];
  assertEquals(watch(events, 0.25), [{
    atMs: 8000,
    phase: "measure",
    phaseElapsedSecs: 2,
    phaseSecs: 10,
    leftSecs: 8,
    sessions: 20,
    sessionsOpen: 19,
    sessionsBroken: 1,
    partialsPerSec: 5,
    newestP50Ms: 94,
    newestP95Ms: null,
    newestP50LimitMs: 200,
    newestP95LimitMs: 350,
    errors: 2,
    cpuPercent: { gateway: 10, generator: 20, simulator: 30 },
    cpuLimitPercent: { gateway: 25, generator: 85, simulator: null },
  }]);
});

const times: [RunPhase, number, number | null, number | null][] = [
  ["connecting", 1, null, 15.5],
  ["ramp", 1, 2.5, 14.5],
  ["warmup", 1, 3, 12],
  ["measure", 1, 10, 9],
  ["measure", 10.4, 10, 0],
  ["grace", 1, null, null],
  ["closing", 1, null, null],
];

for (const [name, elapsedSecs, secs, leftSecs] of times) {
  test(`LiveWatch knows how long the run takes, ${elapsedSecs} s into ${name}`, () => {
    const [sample] = watch([phase(name, 500), second(name, 500 + elapsedSecs * 1000)]);
    assertEquals(
      [sample!.phaseElapsedSecs, sample!.phaseSecs, sample!.leftSecs],
      [elapsedSecs, secs, leftSecs],
    );
  });
}

test("LiveWatch counts the partials of each second, however long that was", () => {
  const events = [
    second("measure", 1000, 10),
    second("measure", 3000, 50),
    second("grace", 3000, 50),
  ];
  assertEquals(watch(events).map(({ partialsPerSec }) => partialsPerSec), [10, 20, 0]);
});

test("LiveWatch knows no CPU time of a process that is unknown, gone, or another than before", () => {
  const read = kernel();
  const live = new LiveWatch(
    { load, slo, cpuLimit: undefined },
    (pid) => pid === 8 ? undefined : read(pid),
  );
  live.observe(phase("connecting", 0), { gateway: 1, generator: 8, simulator: 3 });
  const { cpuPercent } = live.observe(second("measure", 1000), {
    gateway: undefined,
    generator: 8,
    simulator: 4,
  })!;
  assertEquals(cpuPercent, { gateway: null, generator: null, simulator: null });
});

test("LiveWatch tells no limits where no service level is asked for", () => {
  const live = new LiveWatch({ load, slo: undefined, cpuLimit: undefined }, kernel());
  const { newestP50LimitMs, newestP95LimitMs } = live.observe(second("measure", 1000), pids)!;
  assertEquals([newestP50LimitMs, newestP95LimitMs], [null, null]);
});
