import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import { TickClock } from "./tick_clock.ts";

function setUp({ sleeps = false } = {}) {
  const base = new ManualClock(1003.5);
  const slept: number[] = [];
  const sleep = (ms: number) => {
    slept.push(ms);
    base.stall(ms);
  };
  const clock = new TickClock({ clock: base, tickMs: 20, ...(sleeps && { sleep }) });
  const ran: [string, number][] = [];
  const run = (name: string) => () => ran.push([name, base.now()]);
  return { base, clock, ran, run, slept };
}

test("TickClock runs timers together, in the first tick at or after their times", () => {
  const { base, clock, ran, run } = setUp();
  clock.schedule(1005, run("a"));
  clock.schedule(1020, run("b"));
  clock.schedule(1020.5, run("c"));
  base.advance(100);
  assertEquals(ran, [["a", 1020], ["b", 1020], ["c", 1040]]);
});

test("TickClock wakes up for an earlier timer that comes later", () => {
  const { base, clock, ran, run } = setUp();
  clock.schedule(5000, run("late"));
  clock.schedule(1010, run("early"));
  base.advance(4000);
  assertEquals(ran, [["early", 1020], ["late", 5000]]);
  assertEquals(base.pending, 0);
});

test("TickClock does not run what was cancelled, also by a timer of the same tick", () => {
  const { base, clock, ran, run } = setUp();
  clock.schedule(1010, run("cancelled"))();
  clock.schedule(1010, () => cancelVictim());
  const cancelVictim = clock.schedule(1010, run("victim"));
  base.advance(100);
  assertEquals(ran, []);
});

test("TickClock leaves what a timer schedules for now to the next wake-up", () => {
  const { base, clock } = setUp();
  const times: number[] = [];
  const again = () => {
    times.push(base.now());
    if (times.length < 3) clock.schedule(base.now() + 1, again);
  };
  clock.schedule(1004, again);
  base.advance(100);
  assertEquals(times, [1020, 1040, 1060]);
});

test("TickClock sleeps before a tick, and leaves I/O some time after the one before", () => {
  const { base, clock, ran, run, slept } = setUp({ sleeps: true });
  clock.schedule(1030, run("a"));
  base.advance(15);
  assertEquals([slept, ran], [[], []]);
  base.advance(10);
  assertEquals([slept, ran], [[18], [["a", 1040]]]);
});

test("TickClock does not sleep once its tick has come", () => {
  const { base, clock, ran, run, slept } = setUp({ sleeps: true });
  clock.schedule(1030, run("a"));
  base.stall(50);
  assertEquals([slept, ran], [[], [["a", 1053.5]]]);
});

test("TickClock waits for its tick by a timer when it may not sleep", () => {
  const base = new ManualClock(1000);
  const clock = new TickClock({ clock: base, tickMs: 20, sleep: () => {} });
  const times: number[] = [];
  clock.schedule(1030, () => times.push(base.now()));
  base.advance(39);
  assertEquals([times, base.pending], [[], 1]);
  base.advance(1);
  assertEquals([times, base.pending], [[1040], 0]);
});
