import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { simulateSpread } from "./connection_spread.ts";

const settings = { gateways: 300, connections: 2, pods: 500, seed: 1 };

test("Pods stay without a connection as often as chance says", () => {
  const { idleShare } = simulateSpread(settings);
  assertAlmostEquals(idleShare, (1 - 2 / 500) ** 300, 0.05);
});

test("More connections spread more evenly", () => {
  const [few, many] = [2, 64].map((connections) => simulateSpread({ ...settings, connections }));
  assert(many!.busiest < few!.busiest);
  assertEquals(many!.idleShare, 0);
});

test("A gateway with as many connections as there are pods has one to each", () => {
  for (const connections of [3, 6]) {
    const outcome = simulateSpread({ gateways: 1, connections, pods: 3, seed: 1 });
    assertEquals(outcome, { idleShare: 0, busiest: 1 });
  }
});

test("One pod has all of them", () => {
  assertEquals(simulateSpread({ ...settings, pods: 1 }), { idleShare: 0, busiest: 1 });
});
