import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseBusyMs, percentOfOthers } from "./other_programs.ts";
import type { CpuMoment } from "./other_programs.ts";

const stat = [
  "cpu  111 0 0 0 0 0 0 0 0 0",
  "cpu0 1 20 300 4000 50000 600000 7000000 80000000 0 0",
  "cpu1 10 0 0 9 9 0 0 9 0 0",
  "cpu10 2 0 0 9 9 0 0 9 0 0",
  "intr 1 2 3",
].join("\n");

test("parseBusyMs adds up what a CPU did, without idle, iowait and steal", () => {
  assertEquals(parseBusyMs(stat, [0]), (1 + 20 + 300 + 600_000 + 7_000_000) * 10);
});

test("parseBusyMs takes the CPUs that it is asked for", () => {
  assertEquals(parseBusyMs(stat, [1]), 100);
  assertEquals(parseBusyMs(stat, [1, 10]), 120);
  assertEquals(parseBusyMs(stat, [5]), 0);
});

function moment(atMs: number, ownMs: number, busyMs: number): CpuMoment {
  const runNsByThread = new Map([[1, ownMs * 1e6]]);
  const memory = { rssBytes: 0, maxRssBytes: 0 };
  return { own: { atMs, userUs: 0, systemUs: 0, runNsByThread, ...memory }, busyMs };
}

const table: [string, CpuMoment, number][] = [
  ["what is not ours", moment(4000, 1000, 1800), 10],
  ["nothing when all is ours", moment(4000, 1000, 1000), 0],
  ["nothing when ticks lag behind", moment(4000, 1000, 990), 0],
];

for (const [what, after, expected] of table) {
  test(`percentOfOthers tells ${what}`, () => {
    assertEquals(percentOfOthers(moment(0, 0, 0), after, 2), expected);
  });
}
