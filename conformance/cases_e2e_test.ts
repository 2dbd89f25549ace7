import { test } from "node:test";
import { assertEquals, assertNotEquals } from "@std/assert";
import { cases } from "./cases/mod.ts";
import { runCases } from "./run_cases.ts";
import { FixtureGateway } from "./testing/fixture_gateway.ts";
import { flawedGateways } from "./testing/flawed_gateways.ts";
import type { Flaws } from "./testing/flaws.ts";

const FLUSH_INTERVAL_MS = 200;

/** Names of the cases among `names` that a gateway with `flaws` fails, with the reason. */
async function failures(flaws: Flaws, names?: readonly string[]): Promise<Record<string, string>> {
  const gateway = new FixtureGateway(FLUSH_INTERVAL_MS, flaws);
  const target = { url: await gateway.listen(), flushIntervalMs: FLUSH_INTERVAL_MS };
  const chosen = cases.filter(({ name }) => names?.includes(name) ?? true);
  const results = await runCases(chosen, target);
  await gateway.close();
  const failed = results.filter(({ outcome }) => outcome === "fail");
  return Object.fromEntries(failed.map(({ name, detail = "" }) => [name, detail]));
}

test("A right gateway passes every case", async () => {
  assertEquals(await failures({}), {});
});

test("Each case has a flawed gateway", () => {
  const judged = cases.filter(({ alone }) => !alone).map(({ name }) => name);
  assertEquals(Object.keys(flawedGateways).toSorted(), judged.toSorted());
});

// Started together, since many wait for something that never comes.
const flawed = Object.entries(flawedGateways).flatMap(([name, gateways]) =>
  Object.entries(gateways).map(([flaw, flaws]) => ({ name, flaw, run: failures(flaws, [name]) }))
);

for (const { name, flaw, run } of flawed) {
  test(`Case ${name} fails a gateway with the flaw "${flaw}"`, async () => {
    assertNotEquals(await run, {});
  });
}
