import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { FrameRateLimit } from "./frame_rate_limit.ts";

function taken(limit: FrameRateLimit, count: number, atMs: number): number {
  return Array.from({ length: count }, () => limit.take(atMs)).filter(Boolean).length;
}

test("FrameRateLimit lets a burst of five seconds through, and no frame more", () => {
  assertEquals(taken(new FrameRateLimit(100), 500, 1000), 500);
  assertEquals(taken(new FrameRateLimit(100), 501, 1000), 500);
});

test("FrameRateLimit lets a whole burst through, whatever the clock's fractions are", () => {
  for (const rate of [1, 30, 100]) {
    // Moments at which the sum of a burst is rounded up.
    for (const atMs of [6093.295598234449, 30572.401040908804, 34122.385628188946]) {
      assertEquals(taken(new FrameRateLimit(rate), 5 * rate + 1, atMs), 5 * rate);
    }
  }
});

test("FrameRateLimit lets the rate itself through for ever", () => {
  const limit = new FrameRateLimit(100);
  assert(Array.from({ length: 10_000 }, (_, i) => limit.take(i * 10)).every(Boolean));
});

test("FrameRateLimit of 0 is no limit", () => {
  assertEquals(taken(new FrameRateLimit(0), 100_000, 5), 100_000);
});

test("FrameRateLimit is a token bucket", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { size: "max", maxLength: 800 });
  fc.assert(fc.property(gaps, (gapsMs) => {
    const limit = new FrameRateLimit(50);
    let tokens = 250;
    let nowMs = 0;
    for (const gapMs of gapsMs) {
      nowMs += gapMs;
      tokens = Math.min(250, tokens + gapMs / 20) - 1;
      assertEquals(limit.take(nowMs), tokens >= 0);
      if (tokens < 0) return;
    }
  }));
});
