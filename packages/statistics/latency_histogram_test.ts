import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { LatencyHistogram } from "./latency_histogram.ts";

function histogramOf(values: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

test("LatencyHistogram is all zero when nothing was recorded", () => {
  const zero = { p50_ms: 0, p95_ms: 0, p99_ms: 0, p999_ms: 0, max_ms: 0 };
  assertEquals(new LatencyHistogram().summary(), zero);
});

test("LatencyHistogram keeps small values exactly", () => {
  const values = Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000);
  assertEquals(histogramOf(values).summary(), {
    p50_ms: 0.5,
    p95_ms: 0.95,
    p99_ms: 0.99,
    p999_ms: 0.999,
    max_ms: 1,
  });
});

test("LatencyHistogram tells any percentile, and 0 when nothing was recorded", () => {
  const histogram = histogramOf([0.1, 0.2, 0.3, 0.4]);
  assertEquals([0, 25, 26, 75, 100].map((percent) => histogram.percentile(percent)), [
    ...[0.1, 0.1, 0.2, 0.3, 0.4],
  ]);
  assertEquals(new LatencyHistogram().percentile(50), 0);
});

test("LatencyHistogram clamps values over 60 s and counts them", () => {
  const histogram = histogramOf([1, 60_000, 60_001, 3_600_000]);
  assertEquals(histogram.clamped, 2);
  assertEquals(histogram.count, 4);
  assertEquals(histogram.summary().max_ms, 60_000);
});

test("LatencyHistogram counts a negative value as 0", () => {
  assertEquals(histogramOf([-0.01]).summary().max_ms, 0);
});

const values = fc.array(fc.double({ min: 0, max: 70_000, noNaN: true }), {
  maxLength: 200,
  size: "max",
});

test("LatencyHistogram is at most 0.1 % over the exact percentile, and never under", () => {
  fc.assert(fc.property(values.filter((list) => list.length > 0), (list) => {
    const sorted = list.map((ms) => Math.min(Math.round(ms * 1000) / 1000, 60_000)).sort((a, b) =>
      a - b
    );
    const exact = sorted[Math.ceil(0.95 * sorted.length) - 1]!;
    const { p95_ms } = histogramOf(list).summary();
    assert(p95_ms >= exact && p95_ms <= exact * 1.001, `${p95_ms} of ${exact}`);
  }));
});

test("LatencyHistogram merged from shards equals the one that saw every value", () => {
  fc.assert(fc.property(fc.array(values, { maxLength: 4 }), (shards) => {
    const merged = new LatencyHistogram();
    for (const shard of shards) merged.add(histogramOf(shard).encode());
    const whole = histogramOf(shards.flat());
    assertEquals(merged.summary(), whole.summary());
    assertEquals([merged.count, merged.clamped], [whole.count, whole.clamped]);
  }));
});
