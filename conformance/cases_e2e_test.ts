import { test } from "node:test";
import { assertEquals, assertNotEquals } from "@std/assert";
import { startSimulator } from "@stt-bench/bench";
import { cases } from "./cases/mod.ts";
import { runCases } from "./run_cases.ts";
import { FixtureGateway } from "./testing/fixture_gateway.ts";
import { flawedGateways } from "./testing/flawed_gateways.ts";
import type { Flaws } from "./testing/flaws.ts";

const FLUSH_INTERVAL_MS = 200;

/** Names of the cases among `names` that a gateway with `flaws` does not pass, with the reason. */
async function failures(flaws: Flaws, names: readonly string[]): Promise<Record<string, string>> {
  const simulator = names.includes("one-in-flight")
    ? await startSimulator({ env: { FAULTS: "1", MODEL_DELAY_MS: "10" } })
    : undefined;
  const settings = {
    flushIntervalMs: FLUSH_INTERVAL_MS,
    ...(simulator && { inferenceUrl: simulator.url }),
  };
  const gateway = new FixtureGateway(settings, flaws);
  const target = { url: await gateway.listen(), ...settings };
  const results = await runCases(cases.filter(({ name }) => names.includes(name)), target);
  await gateway.close();
  await simulator?.child.stop();
  const failed = results.filter(({ outcome }) => outcome !== "pass");
  return Object.fromEntries(failed.map(({ name, detail = "" }) => [name, detail]));
}

test("A right gateway passes every case", async () => {
  assertEquals(await failures({}, cases.map(({ name }) => name)), {});
});

test("Each case has a flawed gateway", () => {
  const names = cases.map(({ name }) => name);
  assertEquals(Object.keys(flawedGateways).toSorted(), names.toSorted());
});

/** The case about times: its gateways need the machine for themselves. */
const TIMED_CASE = "cadence";

// The others are started together, since many wait for something that never comes.
const flawed = Object.entries(flawedGateways).flatMap(([name, gateways]) =>
  Object.entries(gateways).map(([flaw, flaws]) => ({
    name,
    flaw,
    flaws,
    failures: name === TIMED_CASE ? undefined : failures(flaws, [name]),
  }))
);
const started = Promise.allSettled(flawed.map((each) => each.failures));

for (const each of flawed) {
  test(`Case ${each.name} fails a gateway with the flaw "${each.flaw}"`, async () => {
    await started;
    assertNotEquals(await (each.failures ?? failures(each.flaws, [each.name])), {});
  });
}
