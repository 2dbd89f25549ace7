import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { simulateStorm } from "./reconnect_storm.ts";
import type { StormSettings } from "./reconnect_storm.ts";

const calm: StormSettings = {
  clients: 3000,
  acceptsPerSecond: 200,
  queue: 400,
  beyond: "dropped",
  connectTimeoutSecs: 5,
  firstPauseSecs: 1,
  longestPauseSecs: 30,
  jitter: true,
  noticedWithinSecs: 1,
  seed: 1,
  horizonSecs: 600,
};

test("The same seed gives the same storm, another one another", () => {
  assertEquals(simulateStorm(calm), simulateStorm(calm));
  assert(simulateStorm(calm).medianSecs !== simulateStorm({ ...calm, seed: 2 }).medianSecs);
});

test("A queue that is shorter than clients wait lets all of them in, and wastes nothing", () => {
  for (const beyond of ["dropped", "refused"] as const) {
    for (const jitter of [false, true]) {
      for (const seed of [1, 2, 3]) {
        const outcome = simulateStorm({ ...calm, beyond, jitter, seed });
        assertEquals([outcome.connected, outcome.wastedShare], [calm.clients, 0]);
      }
    }
  }
});

test("No storm is over before the handshakes can be done", () => {
  for (const clients of [1, 100, 3000]) {
    const { secs } = simulateStorm({ ...calm, clients });
    assert(secs >= clients / calm.acceptsPerSecond - 1e-9);
  }
});

test("An endless queue does most handshakes for clients that have left", () => {
  for (const jitter of [false, true]) {
    const outcome = simulateStorm({ ...calm, queue: Infinity, jitter });
    assert(outcome.wastedShare > 0.5, String(outcome.wastedShare));
    assert(outcome.medianSecs > 2 * simulateStorm({ ...calm, jitter }).medianSecs);
  }
});

test("An endless queue and enough clients never come to an end", () => {
  const outcome = simulateStorm({ ...calm, clients: 10_000, queue: Infinity });
  assert(outcome.connected < 10_000);
  assertEquals(outcome.secs, calm.horizonSecs);
});

test("Jitter spreads the attempts that follow the first", () => {
  for (const seed of [1, 2, 3]) {
    const [with_, without] = [true, false].map((jitter) =>
      simulateStorm({ ...calm, jitter, seed })
    );
    assert(with_!.peakAttemptsPerSecond < without!.peakAttemptsPerSecond);
  }
});

test("Retry-After saves attempts", () => {
  const refused = { ...calm, beyond: "refused" } as const;
  const asked = simulateStorm({ ...refused, retryAfterSecs: 5 });
  assert(asked.attemptsPerClient < simulateStorm(refused).attemptsPerClient);
  assertEquals(asked.connected, calm.clients);
});

test("A gateway that can do all handshakes at once sees no storm", () => {
  const outcome = simulateStorm({ ...calm, clients: 100, acceptsPerSecond: 1e6 });
  assertEquals([outcome.attemptsPerClient, outcome.wastedShare, outcome.peakAttemptsPerSecond], [
    1,
    0,
    0,
  ]);
  assert(outcome.secs <= 1.01);
});
