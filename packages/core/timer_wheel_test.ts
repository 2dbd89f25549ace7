import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ManualClock } from "./testing/mod.ts";
import { TimerWheel, WheelTimer } from "./timer_wheel.ts";

function setUp(resolutionMs = 1) {
  // Between two ticks: they are counted from zero on the clock.
  const clock = new ManualClock(1000.25);
  const wheel = new TimerWheel(clock, { resolutionMs });
  const ran: [string, number][] = [];
  const timer = (name: string) => new WheelTimer((nowMs) => ran.push([name, nowMs - 1000]));
  const arm = (timer: WheelTimer, afterMs: number) => wheel.arm(timer, 1000 + afterMs);
  return { clock, wheel, ran, timer, arm };
}

test("TimerWheel runs timers in the order of their due times", () => {
  const { clock, ran, timer, arm } = setUp();
  arm(timer("b"), 20);
  arm(timer("a"), 10);
  arm(timer("c"), 30);
  clock.advance(100);
  assertEquals(ran, [["a", 10], ["b", 20], ["c", 30]]);
});

test("TimerWheel runs a timer in the first tick at or after its due time", () => {
  const { clock, ran, timer, arm } = setUp(10);
  arm(timer("on a tick"), 20);
  arm(timer("between ticks"), 20.5);
  clock.advance(100);
  assertEquals(ran, [["on a tick", 20], ["between ticks", 30]]);
});

test("TimerWheel does not run a cancelled timer", () => {
  const { clock, ran, timer, arm } = setUp();
  const cancelled = timer("cancelled");
  arm(cancelled, 10);
  arm(timer("other"), 10);
  cancelled.cancel();
  clock.advance(20);
  assertEquals(ran, [["other", 10]]);
  assertEquals(cancelled.isArmed, false);
});

test("TimerWheel moves a timer that is armed again", () => {
  const { clock, ran, timer, arm } = setUp();
  const moved = timer("moved");
  arm(moved, 10);
  arm(moved, 30);
  clock.advance(50);
  assertEquals(ran, [["moved", 30]]);
});

test("TimerWheel keeps timers that are many turns away", () => {
  const { clock, ran, timer, arm } = setUp();
  arm(timer("hour"), 3_600_000);
  arm(timer("second"), 1000);
  clock.advance(3_599_999);
  assertEquals(ran, [["second", 1000]]);
  clock.advance(1);
  assertEquals(ran, [["second", 1000], ["hour", 3_600_000]]);
});

test("TimerWheel runs every timer once after a stall of many turns", () => {
  const { clock, ran, timer, arm } = setUp();
  for (const afterMs of [1, 2047, 2048, 2049, 9000]) arm(timer(`${afterMs}`), afterMs);
  clock.stall(10_000);
  assertEquals(ran.map(([name]) => name).sort(), ["1", "2047", "2048", "2049", "9000"]);
});

test("TimerWheel lets a running timer cancel one that is due in the same tick", () => {
  const { clock, wheel, ran, timer, arm } = setUp();
  const victim = timer("victim");
  wheel.arm(new WheelTimer(() => victim.cancel()), 1010);
  arm(victim, 10);
  clock.advance(20);
  assertEquals(ran, []);
});

test("TimerWheel runs the rest of a tick in the next one when a timer throws", () => {
  const { clock, wheel, ran, timer, arm } = setUp();
  const faulty = new WheelTimer(() => {
    throw new Error("a bug");
  });
  wheel.arm(faulty, 1010);
  for (const name of ["a", "b"]) arm(timer(name), 10);
  assertThrows(() => clock.advance(20), Error, "a bug");
  clock.advance(20);
  assertEquals(ran, [["a", 11], ["b", 11]]);
});

for (const resolutionMs of [0, -1, NaN, Infinity]) {
  test(`TimerWheel refuses ticks of ${resolutionMs} ms`, () => {
    assertThrows(() => setUp(resolutionMs), RangeError, `above 0, got ${resolutionMs}`);
  });
}

test("TimerWheel lets a running timer arm itself", () => {
  const { clock, wheel } = setUp();
  const times: number[] = [];
  const repeating: WheelTimer = new WheelTimer((nowMs) => {
    times.push(nowMs - 1000);
    wheel.arm(repeating, nowMs + 5);
  });
  wheel.arm(repeating, 1005);
  clock.advance(20);
  assertEquals(times, [5, 10, 15, 20]);
});

test("TimerWheel asks the clock for one timer, however many it holds, and none when it holds none", () => {
  const { clock, timer, arm } = setUp();
  for (let afterMs = 100; afterMs > 0; afterMs--) arm(timer(`${afterMs}`), afterMs);
  assertEquals(clock.pending, 1);
  clock.advance(100);
  assertEquals(clock.pending, 0);
});

test("TimerWheel runs what a list of timers sorted by due time would run", () => {
  const step = fc.oneof(
    fc.record({ arm: fc.nat(5), afterMs: fc.double({ min: 0, max: 6000, noNaN: true }) }),
    fc.record({ cancel: fc.nat(5) }),
    fc.record({ advanceMs: fc.double({ min: 0, max: 5000, noNaN: true }) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    const due = new Map<number, number>();
    const timers = [0, 1, 2, 3, 4, 5].map((index) =>
      new WheelTimer((nowMs) => {
        assertEquals(Math.ceil(due.get(index)!), Math.floor(nowMs));
        due.delete(index);
      })
    );
    for (const step of steps) {
      if ("arm" in step) {
        // A tick that has begun is over: the next one is the earliest.
        const dueMs = Math.max(clock.now() + step.afterMs, Math.floor(clock.now()) + 1);
        due.set(step.arm, dueMs);
        wheel.arm(timers[step.arm]!, dueMs);
      } else if ("cancel" in step) {
        due.delete(step.cancel);
        timers[step.cancel]!.cancel();
      } else {
        clock.advance(step.advanceMs);
        for (const dueMs of due.values()) assertEquals(Math.ceil(dueMs) > clock.now(), true);
      }
    }
  }));
});
