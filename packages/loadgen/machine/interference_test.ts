import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { cpuShareCores, interferenceBetween, readInterference } from "./interference.ts";

test("cpuShareCores is at most the one core that one thread can use", () => {
  const share = cpuShareCores();
  assert(share > 0 && share <= 1, `${share}`);
});

test("readInterference reads what this system tells, and never goes back", () => {
  const start = readInterference();
  const end = readInterference();
  const { throttledMs, stealPercent } = interferenceBetween(start, end);
  assert(throttledMs === null || throttledMs >= 0);
  assert(stealPercent === null || (stealPercent >= 0 && stealPercent <= 100));
});

test("interferenceBetween is the difference, the steal in percent of all ticks", () => {
  const start = { throttledMs: 5, ticks: { all: 1000, stolen: 10 } };
  const end = { throttledMs: 7.5, ticks: { all: 1400, stolen: 30 } };
  assertEquals(interferenceBetween(start, end), { throttledMs: 2.5, stealPercent: 5 });
});

test("interferenceBetween is null where one of the readings is, or no tick has passed", () => {
  const known = { throttledMs: 5, ticks: { all: 1000, stolen: 10 } };
  const unknown = { throttledMs: null, ticks: null };
  const nothing = { throttledMs: null, stealPercent: null };
  assertEquals(interferenceBetween(known, unknown), nothing);
  assertEquals(interferenceBetween(unknown, known), nothing);
  assertEquals(interferenceBetween(known, known), { throttledMs: 0, stealPercent: null });
});
