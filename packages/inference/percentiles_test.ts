import { createHistogram } from "node:perf_hooks";
import { test } from "node:test";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { percentilesOf, recordMs } from "./percentiles.ts";

test("percentilesOf an empty histogram are zeros", () => {
  const empty = { count: 0, p50_ms: 0, p99_ms: 0, max_ms: 0 };
  assertEquals(percentilesOf(createHistogram()), empty);
});

test("percentilesOf reads in milliseconds what recordMs recorded, early timers as the least", () => {
  const histogram = createHistogram();
  for (let ms = 1; ms <= 100; ms++) recordMs(histogram, ms);
  recordMs(histogram, -5);
  const { count, p50_ms, p99_ms, max_ms } = percentilesOf(histogram);
  assertEquals(count, 101);
  assertAlmostEquals(p50_ms, 50, 0.5);
  assertAlmostEquals(p99_ms, 99, 0.5);
  assertAlmostEquals(max_ms, 100, 0.5);
});
