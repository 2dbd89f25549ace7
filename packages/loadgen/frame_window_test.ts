import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { FrameWindow } from "./frame_window.ts";
import { testSettings } from "./testing/run_load.ts";
import { Timeline } from "./timeline.ts";

const MEASURE_MS = 1000;
const MEASURE_END_MS = 4000;
const GRACE_MS = 2000;

const runs = fc.record({
  startMs: fc.integer({ min: 0, max: 2000 }),
  reached: fc.nat(400),
  answers: fc.array(fc.record({ frames: fc.integer({ min: 1, max: 80 }), afterMs: fc.nat(1500) })),
  canCome: fc.boolean(),
});

test("FrameWindow counts as missing what a list of all frames says", () => {
  const timeline = new Timeline(0, testSettings());
  fc.assert(fc.property(runs, ({ startMs, reached, answers, canCome }) => {
    const window = new FrameWindow(startMs, timeline);
    const due = Array.from({ length: reached }, (_, i) => startMs + i * 20);
    due.forEach((ms, i) => window.reach(i + 1, ms));
    const answeredMs: number[] = [];
    let nowMs = startMs;
    for (const { frames, afterMs } of answers) {
      const oldest = answeredMs.length + 1;
      const newest = Math.min(reached, oldest + frames - 1);
      if (newest < oldest) break;
      nowMs += afterMs;
      window.answer(oldest, newest, nowMs);
      while (answeredMs.length < newest) answeredMs.push(nowMs);
    }
    const measured = due.map((ms, i) => ({ dueMs: ms, atMs: answeredMs[i] }))
      .filter(({ dueMs }) => dueMs >= MEASURE_MS && dueMs < MEASURE_END_MS);
    const missing = measured.filter(({ dueMs, atMs }) =>
      atMs === undefined ? !canCome || nowMs - dueMs > GRACE_MS : atMs - dueMs > GRACE_MS
    );
    assertEquals(window.size, measured.length);
    assertEquals(window.missing(answeredMs.length + 1, nowMs, canCome), missing.length);
    const isOver = due.some((ms) => ms >= MEASURE_END_MS);
    const isAnswered = measured.every(({ atMs }) => atMs !== undefined);
    assertEquals(window.isSettled(answeredMs.length + 1), isOver && isAnswered);
  }));
});

const gateways = fc.record({
  startMs: fc.double({ min: 0, max: 5000, noNaN: true }),
  streamedMs: fc.nat(6000),
  latenciesMs: fc.array(fc.nat(999), { minLength: 20, maxLength: 20 }),
});

test("FrameWindow never expects a partial that a gateway need not have sent", () => {
  const timeline = new Timeline(0, testSettings());
  fc.assert(fc.property(gateways, ({ startMs, streamedMs, latenciesMs }) => {
    const endMs = startMs + streamedMs;
    const came = latenciesMs.map((ms, k) => startMs + (k + 1) * 1000 + ms)
      .filter((ms) => timeline.measures(ms) && ms < endMs).length;
    const due = new FrameWindow(startMs, timeline).partialsDue(endMs, 1000);
    assert(due >= 0 && due <= came, `${due} of ${came}`);
  }));
});

const due: [startMs: number, endMs: number, flushMs: number, partials: number][] = [
  [0, 9000, 1000, 2], // the whole window of 3 s
  [0, 9000, 500, 5],
  [0, 9000, 3000, 0],
  [0, 9000, 4000, 0],
  [2000, 9000, 1000, 1], // began inside
  [0, 3999, 1000, 1], // ended inside
  [0, 900, 1000, 0], // ended before
  [4000, 9000, 1000, 0], // began after
];

for (const [startMs, endMs, flushMs, partials] of due) {
  test(`FrameWindow expects ${partials} partials from ${startMs} to ${endMs} ms, each ${flushMs} ms`, () => {
    const window = new FrameWindow(startMs, new Timeline(0, testSettings()));
    assertEquals(window.partialsDue(endMs, flushMs), partials);
  });
}
