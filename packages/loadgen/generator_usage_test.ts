import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { cpuShareCores, ownRuntime, quotaCores, readUsage } from "./generator_usage.ts";

const rows: [cpuMax: string, cores: number][] = [
  ["max 100000\n", Infinity],
  ["25000 100000\n", 0.25],
  ["200000 100000\n", 2],
  ["", Infinity],
];

for (const [cpuMax, cores] of rows) {
  test(`quotaCores of ${JSON.stringify(cpuMax)} is ${cores}`, () => {
    assertEquals(quotaCores(cpuMax), cores);
  });
}

test("cpuShareCores is at most the one core that one thread can use", async () => {
  const share = await cpuShareCores();
  assert(share > 0 && share <= 1, `${share}`);
});

test("readUsage grows with work, and ownRuntime knows itself", () => {
  const before = readUsage();
  while (readUsage().cpuMs <= before.cpuMs) { /* work */ }
  assert(before.rssBytes > 1e6);
  const { runtime, version } = ownRuntime();
  assert(["deno", "node", "bun"].includes(runtime) && /^\d+\.\d+\.\d+/.test(version));
});
