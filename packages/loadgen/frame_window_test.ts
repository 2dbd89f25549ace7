import { test } from "node:test";
import { assertEquals } from "@std/assert";
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
