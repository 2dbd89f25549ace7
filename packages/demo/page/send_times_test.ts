import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { SendTimes } from "./send_times.js";

test("SendTimes numbers frames from 1, and knows their ages", () => {
  const times = new SendTimes();
  assertEquals([times.add(100), times.add(120), times.count], [1, 2, 2]);
  assertEquals([times.age(1, 130), times.age(2, 130)], [30, 10]);
});

test("SendTimes knows nothing of frames that were not sent", () => {
  const times = new SendTimes();
  times.add(100);
  assertEquals([times.age(0, 130), times.age(2, 130)], [undefined, undefined]);
});

test("SendTimes remembers the last 4096 frames", () => {
  const times = new SendTimes();
  for (let seq = 1; seq <= 5000; seq++) times.add(seq);
  assertEquals([times.age(904, 5000), times.age(905, 5000)], [undefined, 4095]);
});
