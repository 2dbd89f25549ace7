import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { CPU_LIMIT_RANGE, cpuBandwidth } from "./cpu_bandwidth.ts";

test("cpuBandwidth keeps a period of 10 ms, and lengthens it as little as the kernel demands", () => {
  const table: [cpus: number, quotaUs: number, periodUs: number][] = [
    [1024, 10_240_000, 10_000],
    [2, 20_000, 10_000],
    [1, 10_000, 10_000],
    [0.25, 2500, 10_000],
    [0.1, 1000, 10_000],
    [0.07, 1000, 14_286],
    [0.05, 1000, 20_000],
    [0.01, 1000, 100_000],
  ];
  for (const [cpus, quotaUs, periodUs] of table) {
    assertEquals(cpuBandwidth(cpus), { quotaUs, periodUs }, `${cpus}`);
  }
});

test("cpuBandwidth is within 1 ‰ of the limit and within the kernel's bounds", () => {
  const [min, max] = CPU_LIMIT_RANGE;
  for (let cpus = min; cpus <= max; cpus *= 1.001) {
    const { quotaUs, periodUs } = cpuBandwidth(cpus);
    assert(Math.abs(quotaUs / periodUs / cpus - 1) <= 0.001, `${cpus}`);
    assert(quotaUs >= 1000 && periodUs >= 10_000 && periodUs <= 100_000, `${cpus}`);
    assert(Number.isInteger(quotaUs) && Number.isInteger(periodUs), `${cpus}`);
  }
});

test("cpuBandwidth refuses what is out of range", () => {
  for (const cpus of [0, -1, 0.0099, 1025, NaN, Infinity]) {
    assertThrows(() => cpuBandwidth(cpus), RangeError, `expected 0.01–1024 CPUs, got ${cpus}`);
  }
});
