import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { goodSample } from "../testing/live_sample.ts";
import { SampleSeries } from "./sample_series.ts";

function timesAfter(count: number, most: number): number[] {
  const series = new SampleSeries(most);
  for (let atMs = 0; atMs < count; atMs++) series.add({ ...goodSample, atMs });
  return series.samples.map(({ atMs }) => atMs);
}

test("SampleSeries keeps everything while there is room", () => {
  assertEquals(timesAfter(4, 4), [0, 1, 2, 3]);
});

test("SampleSeries thins out what is too much, in equal steps", () => {
  assertEquals(timesAfter(5, 4), [0, 2, 4]);
  assertEquals(timesAfter(8, 4), [0, 2, 4, 6]);
  assertEquals(timesAfter(9, 4), [0, 4, 8]);
  assertEquals(timesAfter(7200, 600).length, 450);
});
