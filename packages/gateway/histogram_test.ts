import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Histogram } from "./histogram.ts";

test("Histogram begins with empty buckets, one more than it has bounds", () => {
  assertEquals(new Histogram([1, 10]).numbers, { counts: [0, 0, 0], sumMs: 0 });
});

test("Histogram counts a bound with the bucket below it, and what is beyond all bounds last", () => {
  const histogram = new Histogram([1, 10]);
  for (const ms of [0, 1, 1.5, 10, 11, 1e9]) histogram.record(ms);
  assertEquals(histogram.numbers, { counts: [2, 2, 2], sumMs: 1e9 + 23.5 });
});

test("Histogram gives numbers that stay as they were", () => {
  const histogram = new Histogram([1]);
  const before = histogram.numbers;
  histogram.record(1);
  assertEquals(before, { counts: [0, 0], sumMs: 0 });
});

test("Histogram has as many durations up to each bound as were recorded", () => {
  const bounds = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { maxLength: 12 })
    .map((values) => values.sort((a, b) => a - b));
  const durations = fc.array(fc.double({ min: 0, max: 2000, noNaN: true }));
  fc.assert(fc.property(bounds, durations, (boundsMs, recordedMs) => {
    const histogram = new Histogram(boundsMs);
    for (const ms of recordedMs) histogram.record(ms);
    const { counts } = histogram.numbers;
    [...boundsMs, Infinity].reduce((below, boundMs, bucket) => {
      const upTo = recordedMs.filter((ms) => ms <= boundMs).length;
      assert(below + counts[bucket]! === upTo, `${counts} up to ${boundMs} of ${recordedMs}`);
      return upTo;
    }, 0);
  }));
});
