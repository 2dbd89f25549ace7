import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { Patience } from "./patience.ts";
import { ManualClock } from "./testing/mod.ts";
import { TimerWheel } from "./timer_wheel.ts";

function setUp() {
  const clock = new ManualClock();
  const lostAtMs: number[] = [];
  const wheel = new TimerWheel(clock);
  const patience = new Patience({ wheel, clock, onLost: () => lostAtMs.push(clock.now()) });
  return { clock, patience, lostAtMs };
}

test("Patience is lost once, when the time is over", () => {
  const { clock, patience, lostAtMs } = setUp();
  patience.arm(1000);
  assertEquals(patience.isArmed, true);
  clock.advance(5000);
  assertEquals([lostAtMs, patience.isArmed], [[1000], false]);
});

test("Patience is not lost once cancelled", () => {
  const { clock, patience, lostAtMs } = setUp();
  patience.arm(1000);
  patience.cancel();
  clock.advance(5000);
  assertEquals(lostAtMs, []);
});

test("Patience waits a second longer when the event loop has stood still", () => {
  const { clock, patience, lostAtMs } = setUp();
  patience.arm(1000);
  clock.stall(3000);
  assertEquals([lostAtMs, patience.isArmed], [[], true]);
  clock.advance(2000);
  assertEquals(lostAtMs, [4000]);
});

test("Patience waits longer only once for each time that it is armed", () => {
  const { clock, patience, lostAtMs } = setUp();
  patience.arm(1000);
  clock.stall(3000);
  clock.stall(3000);
  assertEquals(lostAtMs, [6000]);
});
