import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { ManualClock } from "@stt-bench/core/testing";
import { Backoff } from "./backoff.ts";

test("Backoff runs the first attempt at once", () => {
  const backoff = new Backoff({ clock: new ManualClock(), random: () => 0.5 });
  let attempts = 0;
  backoff.run(() => attempts++);
  assertEquals(attempts, 1);
});

test("Backoff doubles its pauses up to a second", () => {
  const clock = new ManualClock();
  const backoff = new Backoff({ clock, random: () => 1 });
  const pauses = Array.from({ length: 8 }, () => {
    const startMs = clock.now();
    backoff.failed();
    let attemptMs = 0;
    backoff.run(() => attemptMs = clock.now());
    clock.advance(5000);
    return attemptMs - startMs;
  });
  assertEquals(pauses, [50, 100, 200, 400, 800, 1000, 1000, 1000]);
});

test("Backoff spreads a pause over its upper half", () => {
  for (const [random, expected] of [[0, 25], [0.5, 37.5], [1, 50]] as const) {
    const clock = new ManualClock();
    const backoff = new Backoff({ clock, random: () => random });
    backoff.failed();
    let attemptMs = 0;
    backoff.run(() => attemptMs = clock.now());
    clock.advance(100);
    assertEquals(attemptMs, expected);
  }
});

test("Backoff schedules one attempt however often it is asked", () => {
  const clock = new ManualClock();
  const backoff = new Backoff({ clock, random: () => 1 });
  backoff.failed();
  let attempts = 0;
  for (let i = 0; i < 10; i++) backoff.run(() => attempts++);
  clock.advance(100);
  assertEquals(attempts, 1);
});

test("Backoff starts over after a success", () => {
  const clock = new ManualClock();
  const backoff = new Backoff({ clock, random: () => 1 });
  for (let i = 0; i < 5; i++) backoff.failed();
  backoff.succeeded();
  let hasRun = false;
  backoff.run(() => hasRun = true);
  assert(hasRun);
});

test("Backoff pauses for longestPauseMs at most", () => {
  const clock = new ManualClock();
  const backoff = new Backoff({ clock, random: () => 1, longestPauseMs: 10_000 });
  for (let i = 0; i < 20; i++) backoff.failed();
  let attemptMs = 0;
  backoff.run(() => attemptMs = clock.now());
  clock.advance(60_000);
  assertEquals(attemptMs, 10_000);
});
