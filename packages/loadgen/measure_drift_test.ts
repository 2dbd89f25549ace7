import { test } from "node:test";
import { assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { measureDrift } from "./measure_drift.ts";
import { withScriptedCollector } from "./testing/scripted_collector.ts";

const { signal } = new AbortController();
const clocks = { nowMs: () => performance.now(), epochMs: () => 5000 };
const agreed = { atEpochMs: 1, clockSkewMs: 1010 };

function fail(message: string): never {
  throw new Error(message);
}

test("measureDrift tells how far the clocks have moved apart", () =>
  withScriptedCollector(() => [200, { epoch_ms: 3975 }], async (barrier) => {
    const driftMs = await measureDrift(barrier, agreed, clocks, signal, fail);
    assertAlmostEquals(driftMs ?? NaN, 15);
  }));

test("measureDrift asks nobody where nothing was measured, or nobody waits for it", () =>
  withScriptedCollector(() => [200, { epoch_ms: 3975 }], async (barrier, asked) => {
    const given = { atEpochMs: 1, clockSkewMs: null };
    assertEquals(await measureDrift(undefined, agreed, clocks, signal, fail), null);
    assertEquals(await measureDrift(barrier, given, clocks, signal, fail), null);
    assertEquals(await measureDrift(barrier, agreed, clocks, AbortSignal.abort(), fail), null);
    assertEquals(asked, []);
  }));

test("measureDrift says why it is not known", () =>
  withScriptedCollector(() => [404, {}], async (barrier) => {
    const heard: string[] = [];
    const onProblem = (message: string) => heard.push(message);
    assertEquals(await measureDrift(barrier, agreed, clocks, signal, onProblem), null);
    assertMatch(
      heard.join("\n"),
      /^Cannot read .*: got status 404: the summary has no clock drift$/,
    );
  }));
