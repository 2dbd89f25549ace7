import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { Refusal } from "../refusal.ts";
import { Barrier } from "./barrier.ts";
import type { FallenBarrier } from "./fallen_barrier.ts";

/** A barrier whose time and storage are ours. */
function create({ fallen, keep }: {
  fallen?: FallenBarrier;
  keep?: () => Promise<void>;
} = {}) {
  const kept: FallenBarrier[] = [];
  const timers = new Set<() => void>();
  const barrier = new Barrier({
    timeoutMs: 1000,
    startDelayMs: 500,
    epochMs: () => 1_700_000_000_000.4,
    after: (_ms, run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    keep: async (fallen) => {
      await keep?.();
      kept.push(fallen);
    },
  }, fallen);
  const arrive = (index: number, of: number, id?: string, signal = new AbortController().signal) =>
    Promise.resolve().then(() => barrier.arrive({ index, of, id, signal }));
  return { barrier, arrive, kept, timers };
}

async function statusOf(answer: Promise<number>): Promise<number> {
  return (await assertRejects(() => answer, Refusal)).status;
}

test("Barrier lets all shards through with the same start, once it is kept", async () => {
  const { barrier, arrive, kept, timers } = create();
  const first = arrive(1, 2);
  await Promise.resolve();
  assertEquals([barrier.waiting, barrier.isIdle, timers.size], [1, false, 1]);
  assertEquals(await Promise.all([first, arrive(0, 2, "a")]), [
    1_700_000_000_501,
    1_700_000_000_501,
  ]);
  assertEquals(kept, [{ of: 2, start_at_epoch_ms: 1_700_000_000_501, ids: ["a", null] }]);
  assertEquals([barrier.waiting, barrier.isIdle, timers.size], [0, true, 0]);
});

test("Barrier tells those that waited in vain who is missing, and begins anew", async () => {
  const { barrier, arrive, timers } = create();
  const waiting = [arrive(3, 4), arrive(1, 4)].map((answer) =>
    assertRejects(() => answer, Refusal)
  );
  await Promise.resolve();
  for (const giveUp of timers) giveUp();
  for (const { status, message, details } of await Promise.all(waiting)) {
    assertEquals([status, details], [408, { missing: [0, 2] }]);
    assertEquals(message, "Expected all 4 shards within 1000 ms, got 2: missing 0, 2");
  }
  assertEquals([barrier.isIdle, timers.size], [true, 0]);
  assertEquals(await arrive(0, 1), 1_700_000_000_501);
});

test("Barrier refuses a shard of another number of shards", async () => {
  const { arrive } = create();
  const first = arrive(0, 2);
  assertEquals(await statusOf(arrive(1, 3)), 409);
  assertEquals(await Promise.all([first, arrive(1, 2)]), [1_700_000_000_501, 1_700_000_000_501]);
});

test("Barrier lets the second one of an index take the place of the first", async () => {
  const { arrive } = create();
  const replaced = statusOf(arrive(0, 2));
  await Promise.resolve();
  const second = arrive(0, 2);
  assertEquals(await replaced, 409);
  assertEquals(await Promise.all([second, arrive(1, 2)]), [1_700_000_000_501, 1_700_000_000_501]);
});

test("Barrier forgets a shard that is gone", async () => {
  const { barrier, arrive, timers } = create();
  const gone = new AbortController();
  const lost = statusOf(arrive(0, 2, "a", gone.signal));
  await Promise.resolve();
  gone.abort();
  assertEquals([await lost, barrier.waiting, timers.size], [503, 0, 0]);
  assertEquals(await statusOf(arrive(0, 2, "a", AbortSignal.abort())), 503);
  assertEquals(await arrive(0, 1), 1_700_000_000_501);
});

test("Barrier that has fallen answers those it let through again, and refuses others", async () => {
  const { arrive } = create({ fallen: { of: 2, start_at_epoch_ms: 5, ids: ["a", null] } });
  assertEquals(await arrive(0, 2, "a"), 5);
  const others: Parameters<typeof arrive>[] = [[0, 2, "b"], [0, 2], [1, 2], [1, 2, "a"], [
    0,
    3,
    "a",
  ]];
  for (const other of others) assertEquals(await statusOf(arrive(...other)), 409);
});

test("Barrier that can't be kept lets nobody through, and says why", async () => {
  let isFull = true;
  const { barrier, arrive } = create({
    keep: () => isFull ? Promise.reject(new Error("ENOSPC")) : Promise.resolve(),
  });
  const { status, message } = await assertRejects(() => arrive(0, 1), Refusal);
  assertEquals([status, message.endsWith("got ENOSPC"), barrier.isIdle], [507, true, true]);
  isFull = false;
  assertEquals(await arrive(0, 1), 1_700_000_000_501);
});

test("Barrier answers as fallen already while it is being kept", async () => {
  const keeping = Promise.withResolvers<void>();
  const { barrier, arrive } = create({ keep: () => keeping.promise });
  const through = arrive(0, 1);
  await Promise.resolve();
  assertEquals([barrier.waiting, barrier.isIdle], [0, false]);
  assertEquals(await statusOf(arrive(0, 1)), 409);
  barrier.clear(new Refusal(503, "draining"));
  keeping.resolve();
  assertEquals(await through, 1_700_000_000_501);
});
