import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { Refusal } from "../refusal.ts";
import { Barriers } from "./barriers.ts";
import type { FallenBarrier } from "./fallen_barrier.ts";

const { signal } = new AbortController();

function create(keep: () => Promise<void> = () => Promise.resolve()) {
  const kept = new Map<string, FallenBarrier>();
  return new Barriers({
    timeoutMs: 1000,
    startDelayMs: 500,
    maxRuns: 2,
    epochMs: () => 1000,
    after: () => () => {},
    recall: (run) => kept.get(run),
    keep: async (run, fallen) => {
      await keep();
      kept.set(run, fallen);
    },
  });
}

const shard = (index: number, of: number) => ({ index, of, id: undefined, signal });

async function statusOf(answer: Promise<number>): Promise<number> {
  return (await assertRejects(() => answer, Refusal)).status;
}

test("Barriers lets shards wait at so many runs at once, and makes room when one goes on", async () => {
  const barriers = create();
  const waiting = [barriers.arrive("a", shard(0, 2)), barriers.arrive("b", shard(0, 2))];
  assertEquals([barriers.waiting(), barriers.waiting("a"), barriers.waiting("c")], [2, 1, 0]);
  assertEquals(await statusOf(barriers.arrive("c", shard(0, 1))), 503);
  assertEquals(await barriers.arrive("a", shard(1, 2)), 1500);
  assertEquals(await barriers.arrive("c", shard(0, 1)), 1500);
  assertEquals(await barriers.arrive("b", shard(1, 2)), 1500);
  assertEquals(await Promise.all(waiting), [1500, 1500]);
  assertEquals(barriers.counts, { fallen: 3, timedOut: 0, refused: 1 });
});

test("Barriers refuses a shard that comes while the barrier is being kept, and any after that", async () => {
  const keeping = Promise.withResolvers<void>();
  const barriers = create(() => keeping.promise);
  const through = barriers.arrive("a", shard(0, 1));
  for (let i = 0; i < 2; i++) assertEquals(await statusOf(barriers.arrive("a", shard(0, 1))), 409);
  keeping.resolve();
  assertEquals(await through, 1500);
  assertEquals(await statusOf(barriers.arrive("a", shard(0, 1))), 409);
});

test("Barriers that drain send all shards away, and let none wait", async () => {
  const barriers = create();
  const waiting = ["a", "b"].map((run) => statusOf(barriers.arrive(run, shard(0, 2))));
  barriers.drain();
  assertEquals(await Promise.all(waiting), [503, 503]);
  assertEquals([await statusOf(barriers.arrive("a", shard(0, 1))), barriers.waiting()], [503, 0]);
  assertEquals(barriers.counts.refused, 3);
});
