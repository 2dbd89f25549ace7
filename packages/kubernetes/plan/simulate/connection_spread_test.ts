import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { simulateSpread } from "./connection_spread.ts";

const settings = { gateways: 300, connections: 2, pods: 500, seed: 1 };

test("Pods stay without a connection as often as chance says", () => {
  const { idleShare } = simulateSpread(settings);
  assertAlmostEquals(idleShare, (1 - 1 / 500) ** 600, 0.05);
});

test("More connections spread more evenly", () => {
  const [few, many] = [2, 64].map((connections) => simulateSpread({ ...settings, connections }));
  assert(many!.busiest < few!.busiest);
  assertEquals(many!.idleShare, 0);
});

test("One pod has all of them", () => {
  assertEquals(simulateSpread({ ...settings, pods: 1 }), { idleShare: 0, busiest: 1 });
});
