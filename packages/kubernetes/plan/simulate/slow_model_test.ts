import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { simulateSlowModel } from "./slow_model.ts";
import type { SlowModelSettings } from "./slow_model.ts";

const settings: SlowModelSettings = {
  ...{ connections: 2, pods: 50, sessions: 500, choice: "turns" },
  ...{ modelMs: 100, slowMs: 1000, secs: 30, seed: 1 },
};

test("In turns, a slow pod gets its share of the requests", () => {
  for (const connections of [1, 2, 3, 5, 7, 10]) {
    const { requestShare } = simulateSlowModel({ ...settings, connections });
    assertAlmostEquals(requestShare, 1 / connections, 0.06);
  }
});

test("Where connections divide 50 turns, some sessions have nothing but slow answers", () => {
  for (const connections of [2, 5, 10]) {
    const { alwaysShare, sessionShare } = simulateSlowModel({ ...settings, connections });
    assertEquals(alwaysShare, sessionShare);
    assertAlmostEquals(alwaysShare, 1 / connections, 0.06);
  }
});

test("Where they have no divisor in common with 50, every session has some, and none only those", () => {
  for (const connections of [3, 7, 9]) {
    const { alwaysShare, sessionShare } = simulateSlowModel({ ...settings, connections });
    assertEquals([alwaysShare, sessionShare], [0, 1]);
  }
});

test("The connection with the fewest requests in flight spares most of them", () => {
  for (const connections of [2, 5, 8]) {
    const turns = simulateSlowModel({ ...settings, connections });
    const fewest = simulateSlowModel({ ...settings, connections, choice: "fewest in flight" });
    assert(fewest.requestShare < turns.requestShare / 2);
    assert(fewest.alwaysShare < 0.1);
  }
});

test("More connections put the slow pod behind more gateways", () => {
  assertAlmostEquals(simulateSlowModel({ ...settings, connections: 1 }).gatewayShare, 1 / 50, 1e-9);
  assertAlmostEquals(simulateSlowModel(settings).gatewayShare, 2 / 50, 1e-9);
});
