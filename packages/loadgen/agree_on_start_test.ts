import { test } from "node:test";
import { CollectorError } from "@stt-bench/collector/client";
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { agreeOnStart } from "./agree_on_start.ts";
import { withScriptedCollector } from "./testing/scripted_collector.ts";

const { signal } = new AbortController();
const clocks = { nowMs: () => performance.now(), epochMs: () => 5000 };
const shard = { index: 1, count: 3 };
const JOIN = "POST /runs/one/shards/1";

test("agreeOnStart has nothing to agree on where nobody else is", async () => {
  const alone = { startAt: undefined, barrier: undefined, shard };
  assertEquals(await agreeOnStart(alone, clocks, signal), undefined);
});

test("agreeOnStart takes a time as it is given", async () => {
  const agreed = await agreeOnStart({ startAt: 77, barrier: undefined, shard }, clocks, signal);
  assertEquals(agreed, { atEpochMs: 77, clockSkewMs: null });
});

test("agreeOnStart reads the clock, and then waits for the other shards", () =>
  withScriptedCollector(
    ({ line }) => [200, line === JOIN ? { start_at_epoch_ms: 4000 } : { epoch_ms: 3990 }],
    async (barrier, asked) => {
      const agreed = await agreeOnStart({ startAt: undefined, barrier, shard }, clocks, signal);
      assertEquals(agreed?.atEpochMs, 4000);
      assertAlmostEquals(agreed?.clockSkewMs ?? NaN, 1010);
      const lines = asked.map(({ line }) => line);
      assertEquals(lines.indexOf(JOIN), lines.length - 1);
      assertEquals(new Set(lines), new Set(["GET /clock", JOIN]));
    },
  ));

test("agreeOnStart says who is missing", () =>
  withScriptedCollector(
    ({ line }) => line === JOIN ? [408, { error: "missing 0, 2" }] : [200, { epoch_ms: 1 }],
    async (barrier) => {
      const agree = () => agreeOnStart({ startAt: undefined, barrier, shard }, clocks, signal);
      await assertRejects(agree, CollectorError, "got status 408: missing 0, 2");
    },
  ));

test("agreeOnStart that is interrupted says where it waited", async () => {
  const interruption = new AbortController();
  await withScriptedCollector(({ line }) => {
    if (line !== JOIN) return [200, { epoch_ms: 1 }];
    interruption.abort();
    return undefined;
  }, async (barrier) => {
    const { signal } = interruption;
    const agree = () => agreeOnStart({ startAt: undefined, barrier, shard }, clocks, signal);
    const expected = `Interrupted before the other shards were at ${barrier}`;
    assertEquals((await assertRejects(agree, Error)).message, expected);
  });
});
