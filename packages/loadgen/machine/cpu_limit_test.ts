import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { quotaCores, throttledMs } from "./cpu_limit.ts";

const quotas: [text: string, cores: number][] = [
  ["max 100000\n", Infinity],
  ["25000 100000\n", 0.25],
  ["200000 100000\n", 2],
  ["-1\n 100000\n", Infinity],
  ["5000\n 10000\n", 0.5],
  ["", Infinity],
  [" ", Infinity],
];

for (const [text, cores] of quotas) {
  test(`quotaCores of ${JSON.stringify(text)} is ${cores}`, () => {
    assertEquals(quotaCores(text), cores);
  });
}

const stats: [what: string, text: string, ms: number | undefined][] = [
  ["version 2", "usage_usec 9\nnr_periods 3\nnr_throttled 2\nthrottled_usec 2500\n", 2.5],
  ["version 1", "nr_periods 3\nnr_throttled 2\nthrottled_time 2500000\n", 2.5],
  ["a group without the CPU controller", "usage_usec 9\nuser_usec 5\nsystem_usec 4\n", undefined],
  ["a file that isn't there", "", undefined],
];

for (const [what, text, ms] of stats) {
  test(`throttledMs of ${what} is ${ms}`, () => {
    assertEquals(throttledMs(text), ms);
  });
}
