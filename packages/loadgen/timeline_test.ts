import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { testSettings } from "./testing/run_load.ts";
import { Timeline } from "./timeline.ts";

const settings = testSettings(
  ..."--sessions 100 --ramp-up-secs 30 --session-start-spread-ms 1000 --warmup-secs 10".split(" "),
  ..."--measure-secs 45".split(" "),
);
const timeline = new Timeline(5000, settings);

test("Timeline opens the window after ramp, spread and warm-up, and for as long as asked", () => {
  assertEquals(timeline.warmupMs, 5000 + 31_000);
  assertEquals(timeline.measureMs, 5000 + 41_000);
  assertEquals(timeline.measureEndMs, 5000 + 86_000);
  assert(!timeline.measures(timeline.measureMs - 0.001) && timeline.measures(timeline.measureMs));
  assert(!timeline.measures(timeline.measureEndMs));
});

const starts: [id: number, ms: number][] = [
  [0, 0],
  [1, 310 + 0.6180339887 * 20],
  [2, 620 + 0.2360679774 * 20],
  [99, 99 * 310 + 0.1853648813 * 20],
];

for (const [id, ms] of starts) {
  test(`Timeline starts session ${id} by ramp, spread and its own part of 20 ms`, () => {
    assertAlmostEquals(timeline.sessionStartMs(id), 5000 + ms, 1e-6);
  });
}

test("Timeline lets a session stream at its phase, at once or after the connection was made", () => {
  const startMs = timeline.sessionStartMs(1);
  assertEquals(timeline.streamStartMs(1, startMs - 5), startMs);
  assertEquals(timeline.streamStartMs(1, startMs), startMs);
  assertEquals(timeline.streamStartMs(1, startMs + 0.5), startMs + 20);
  assertEquals(timeline.streamStartMs(1, startMs + 41), startMs + 60);
});

test("Timeline spreads the frames of any number of sessions evenly over 20 ms", () => {
  for (const sessions of [10, 100, 1000, 1500]) {
    const even = new Timeline(0, { ...settings, sessions, rampUpSecs: 0, sessionStartSpreadMs: 0 });
    const slots = new Array<number>(10).fill(0);
    for (let id = 0; id < sessions; id++) slots[Math.floor(even.sessionStartMs(id) / 2)]!++;
    for (const slot of slots) assert(Math.abs(slot - sessions / 10) <= 2, `${slots}`);
  }
});

test("Timeline staggers the closes over a second after the window", () => {
  const closes = Array.from(
    { length: 100 },
    (_, id) => timeline.closeMs(id) - timeline.measureEndMs,
  );
  assert(closes.every((ms) => ms >= 0 && ms < 1000));
  assertEquals(new Set(closes.map((ms) => Math.floor(ms / 100))).size, 10);
});

test("Timeline measures the same number of frames whenever it begins", () => {
  for (let nowMs = 100; nowMs < 101; nowMs += 0.0123) {
    const each = new Timeline(nowMs, testSettings());
    const startMs = each.streamStartMs(0, nowMs + 3.7);
    let frames = 0;
    for (let seq = 0; seq < 300; seq++) if (each.measures(startMs + seq * 20)) frames++;
    assertEquals(frames, 150);
  }
});
