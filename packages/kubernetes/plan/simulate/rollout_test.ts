import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { simulateRollout } from "./rollout.ts";

const settings = { pods: 60, surge: 1, sessionsPerPod: 200, balancing: "random", seed: 1 } as const;

test("Each session is moved, and none is lost", () => {
  for (const surge of [1, 7, 60]) {
    const { meanMoves, waves } = simulateRollout({ ...settings, surge });
    assertEquals(waves, Math.ceil(60 / surge));
    assert(meanMoves >= 1);
  }
});

test("At random a session is moved (1 + 1/waves) ^ waves - 1 times, which is at most e - 1", () => {
  for (const surge of [1, 6, 15, 30, 60]) {
    const { meanMoves, waves } = simulateRollout({ ...settings, surge });
    assertAlmostEquals(meanMoves, (1 + 1 / waves) ** waves - 1, 0.03);
  }
});

test("At random the old pods that are left fill up beyond twice their sessions", () => {
  assert(simulateRollout(settings).peakLoad > 2);
});

test("Where the fewest sessions decide, a session is moved once, and no pod gets more than it had", () => {
  const outcome = simulateRollout({ ...settings, balancing: "fewest sessions" });
  assertEquals([outcome.meanMoves, outcome.maxMoves, outcome.peakLoad], [1, 1, 1]);
});

test("When all pods are replaced at once, nobody is moved twice", () => {
  assertEquals(simulateRollout({ ...settings, surge: 60 }).movedAgainShare, 0);
});
