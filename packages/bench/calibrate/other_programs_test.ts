import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseIdleMs, percentOfOthers } from "./other_programs.ts";
import type { CpuMoment } from "./other_programs.ts";

const stat = [
  "cpu  111 0 0 0 0 0 0 0 0 0",
  "cpu0 1 20 300 4000 50000 600000 7000000 80000000 0 0",
  "cpu1 9 9 9 10 0 9 9 0 9 9",
  "cpu10 9 9 9 2 0 9 9 0 9 9",
  "intr 1 2 3",
].join("\n");

test("parseIdleMs adds up how long a CPU was idle, waited, and was taken by another guest", () => {
  assertEquals(parseIdleMs(stat, [0]), (4000 + 50_000 + 80_000_000) * 10);
});

test("parseIdleMs takes the CPUs that it is asked for", () => {
  assertEquals(parseIdleMs(stat, [1]), 100);
  assertEquals(parseIdleMs(stat, [1, 10]), 120);
  assertEquals(parseIdleMs(stat, [5]), 0);
});

function moment(atMs: number, ownMs: number, idleMs: number): CpuMoment {
  const runNsByThread = new Map([[1, ownMs * 1e6]]);
  const memory = { rssBytes: 0, maxRssBytes: 0 };
  return { own: { atMs, userUs: 0, systemUs: 0, runNsByThread, ...memory }, idleMs };
}

const table: [string, CpuMoment, number][] = [
  ["what is neither idle nor ours", moment(4000, 1000, 6200), 10],
  ["nothing when the rest is idle", moment(4000, 1000, 7000), 0],
  ["nothing when both overlap by a tick", moment(4000, 1000, 7010), 0],
];

for (const [what, after, expected] of table) {
  test(`percentOfOthers tells ${what}`, () => {
    assertEquals(percentOfOthers(moment(0, 0, 0), after, 2), expected);
  });
}
