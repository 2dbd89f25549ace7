import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import type { LatencyHistogram } from "@stt-bench/statistics";
import { Drive } from "./drive.ts";
import type { DriveEnd } from "./drive.ts";
import type { Outcome } from "./inference_client.ts";
import { Recorder } from "./recorder.ts";

interface Setup {
  readonly durationMs?: number;
  readonly concurrency?: number;
  readonly rps?: number;
}

/** A drive whose clock and service the test moves. */
class Bench {
  readonly recorder = new Recorder();
  readonly drive: Drive;
  readonly end: Promise<DriveEnd>;
  readonly interrupt = new AbortController();
  readonly answers: ((outcome: Outcome) => void)[] = [];
  nowMs = 5000;
  hasTicks = false;
  #tick = () => {};

  constructor({ durationMs = 1000, concurrency = 10, rps }: Setup) {
    this.drive = new Drive({
      durationMs,
      concurrency,
      rps,
      post: () => new Promise((resolve) => this.answers.push(resolve)),
      recorder: this.recorder,
      clock: () => this.nowMs,
      everyMs: (tick) => {
        this.#tick = tick;
        this.hasTicks = true;
        return () => this.hasTicks = false;
      },
    });
    this.end = this.drive.run(this.interrupt.signal);
  }

  advance(ms: number): void {
    this.nowMs += ms;
    this.#tick();
  }

  /** Answers the oldest request that waits, and lets the drive see it. */
  async answer(outcome?: Outcome): Promise<void> {
    this.answers.shift()?.(outcome);
    await Promise.resolve();
    await Promise.resolve();
  }
}

/** A histogram rounds up by 0.1 % at most. */
function wholeMs(histogram: LatencyHistogram) {
  const { p50_ms, max_ms } = histogram.summary();
  return { p50: Math.round(p50_ms), max: Math.round(max_ms) };
}

test("Drive in an open loop sends on schedule, however slow the answers are", async () => {
  const bench = new Bench({ rps: 100, durationMs: 50 });
  assertEquals(bench.recorder.attempted, 1);
  for (const [ms, sent] of [[9, 1], [1, 2], [15, 3], [5, 4], [19, 5], [100, 5]] as const) {
    bench.advance(ms);
    assertEquals(bench.recorder.attempted, sent);
  }
  for (let i = 0; i < 5; i++) await bench.answer();
  assertEquals(await bench.end, { ended: "complete", elapsedMs: 149, notSent: 0 });
  assertEquals(bench.hasTicks, false);
});

test("Drive in an open loop counts the wait for a place in the latency from schedule only", async () => {
  const bench = new Bench({ rps: 100, durationMs: 15, concurrency: 1 });
  bench.advance(10);
  assertEquals(bench.recorder.attempted, 1);
  bench.nowMs += 2;
  await bench.answer();
  assertEquals(bench.recorder.attempted, 2);
  bench.nowMs += 4;
  await bench.answer();
  bench.advance(1);
  await bench.end;
  const { latency, latencyFromSchedule } = bench.recorder;
  assertEquals(wholeMs(latency), { p50: 4, max: 12 });
  assertEquals(wholeMs(latencyFromSchedule), { p50: 6, max: 12 });
});

test("Drive in an open loop says what was due and found no place", async () => {
  const bench = new Bench({ rps: 1000, durationMs: 20, concurrency: 3 });
  bench.advance(30);
  for (let i = 0; i < 3; i++) await bench.answer();
  assertEquals(await bench.end, { ended: "complete", elapsedMs: 30, notSent: 17 });
  assertEquals(bench.recorder.attempted, 3);
});

test("Drive records how late its own ticks reach a request", async () => {
  const bench = new Bench({ rps: 100, durationMs: 20 });
  bench.advance(17);
  assertEquals(wholeMs(bench.recorder.sendLateness).max, 7);
  bench.interrupt.abort();
  await bench.end;
});

test("Drive in a closed loop keeps as many requests under way as it may", async () => {
  const bench = new Bench({ concurrency: 3, durationMs: 100 });
  assertEquals([bench.drive.inFlight, bench.recorder.attempted], [3, 3]);
  await bench.answer();
  await bench.answer();
  assertEquals([bench.drive.inFlight, bench.recorder.attempted], [3, 5]);
  bench.advance(100);
  for (let i = 0; i < 3; i++) await bench.answer();
  assertEquals(await bench.end, { ended: "complete", elapsedMs: 100, notSent: 0 });
  assertEquals(bench.recorder.completed, 5);
});

test("Drive counts failures by cause, and keeps five distinct samples", async () => {
  const bench = new Bench({ concurrency: 1, durationMs: 100 });
  for (let i = 0; i < 20; i++) {
    await bench.answer({ cause: i % 2 ? "timeout" : "http_status", message: `no ${i % 12}` });
  }
  const { errors, errorSamples, failed, completed } = bench.recorder;
  assertEquals(errors, { connect: 0, timeout: 10, http_status: 10, request: 0 });
  assertEquals([failed, completed], [20, 0]);
  assertEquals(errorSamples.length, 5);
  bench.interrupt.abort();
  await bench.end;
});

test("Drive ends at once when it is interrupted, and counts what comes later no more", async () => {
  const bench = new Bench({ concurrency: 2 });
  bench.nowMs += 10;
  bench.interrupt.abort();
  assertEquals(await bench.end, { ended: "interrupted", elapsedMs: 10, notSent: 0 });
  await bench.answer();
  assertEquals([bench.recorder.attempted, bench.recorder.completed], [2, 0]);
  assertEquals(bench.hasTicks, false);
});

test("Drive sends each due request once, and never more than it may at once", async () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant("answer" as const)));
  const limits = fc.integer({ min: 1, max: 5 });
  await fc.assert(fc.asyncProperty(steps, limits, async (chosen, concurrency) => {
    const bench = new Bench({ rps: 200, durationMs: 300, concurrency });
    for (const step of chosen) {
      if (step === "answer") await bench.answer();
      else bench.advance(step);
      const dueMs = Math.min(bench.nowMs - 5000, 299);
      assert(bench.drive.inFlight <= concurrency);
      assert(bench.recorder.attempted <= Math.floor(dueMs / 5) + 1);
    }
    bench.advance(1000);
    while (bench.drive.inFlight > 0) await bench.answer();
    const { notSent } = await bench.end;
    assertEquals(bench.recorder.attempted + notSent, 60);
    assertEquals(bench.recorder.completed, bench.recorder.attempted);
  }));
});
