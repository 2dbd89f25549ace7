import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { cpuPassesOf } from "./calibration_conditions.ts";

const conditions = { cpuPasses: undefined };

test("cpuPassesOf takes the flag before the variable", () => {
  const environment = { CPU_PASSES: "2" };
  assertEquals(cpuPassesOf({ conditions, environment }), 2);
  assertEquals(cpuPassesOf({ conditions: { cpuPasses: 0 }, environment }), 0);
});

test("cpuPassesOf knows the default of gateways and simulator", () => {
  const page = new URL("../../../docs/reference/configuration.md", import.meta.url);
  const defaults = readFileSync(page, "utf8").matchAll(/^\| `CPU_PASSES` +\| `(\d+)`/gm);
  const passes = cpuPassesOf({ conditions, environment: {} });
  assertEquals([...defaults].map(([, text]) => Number(text)), [passes, passes]);
});
