import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { BATCH_EXAMPLES, hunt, MAX_SEED } from "./hunt.ts";
import type { HuntOptions } from "./hunt.ts";

/** A hunt among numbers that holds what it plays; by default nothing is wrong. */
function setUp(options: Partial<HuntOptions<number>> = {}) {
  const played: (readonly number[])[] = [];
  const found = hunt({
    parts: fc.nat(1000),
    maxParts: 10,
    sweep: () => Promise.resolve(),
    isOver: () => false,
    seed: 7,
    runs: 50,
    durationMs: Infinity,
    shrinkMs: Infinity,
    ...options,
    play: async (example) => {
      played.push(example);
      await options.play?.(example);
    },
  });
  return { found, played };
}

function refuse(isBad: (part: number) => boolean): (example: readonly number[]) => Promise<void> {
  return async (example) => {
    await Promise.resolve();
    const bad = example.find(isBad);
    if (bad !== undefined) throw new Error(`Expected no ${bad}`);
  };
}

test("hunt plays as many examples as it is told to, and finds nothing where all is right", async () => {
  const { found, played } = setUp({ runs: 2 * BATCH_EXAMPLES + 5 });
  assertEquals(await found, undefined);
  assertEquals(played.length, 2 * BATCH_EXAMPLES + 5);
  assert(played.some((example) => example.length > 5), "examples have up to ten parts");
});

test("hunt finds the smallest example", async () => {
  const found = await setUp({ play: refuse((part) => part >= 500) }).found;
  assertEquals([found?.problem, found?.example], ["Expected no 500", "[500]"]);
});

test("hunt finds the same again with the seed and the runs that it names", async () => {
  const play = refuse((part) => part > 990);
  const found = await setUp({ play, runs: 1000 }).found;
  const { seed, runs } = found!;
  assertEquals(runs, BATCH_EXAMPLES);
  assertEquals(await setUp({ play, seed, runs }).found, found);
});

test("hunt plays the same examples for the same seed, and others for another", async () => {
  const [first, second, other] = [setUp(), setUp(), setUp({ seed: MAX_SEED })];
  await Promise.all([first.found, second.found, other.found]);
  assertEquals(second.played, first.played);
  assert(JSON.stringify(other.played) !== JSON.stringify(first.played));
});

test("hunt tells the part that is wrong by itself, when there is no time for more", async () => {
  const play = refuse((part) => part > 900);
  const found = await setUp({ play, runs: 1000, shrinkMs: -1 }).found;
  assertEquals(found?.example, `[${found?.problem.slice("Expected no ".length)}]`);
});

test("hunt tells what a sweep finds between batches, without an example", async () => {
  let sweeps = 0;
  const sweep = () => ++sweeps === 2 ? Promise.reject(new Error("rubbish")) : Promise.resolve();
  const found = await setUp({ runs: 1000, sweep }).found;
  assertEquals(found, { problem: "rubbish", seed: 8, runs: BATCH_EXAMPLES });
});

test("hunt plays nothing once time is up, or nothing more can be learnt", async () => {
  for (const options of [{ durationMs: -1 }, { isOver: () => true }]) {
    const { found, played } = setUp({ runs: Infinity, ...options });
    assertEquals([await found, played.length], [undefined, 0]);
  }
});

test("hunt makes no example smaller once the gateway is gone", async () => {
  let isGone = false;
  const { found, played } = setUp({
    isOver: () => isGone,
    play: () => {
      isGone = true;
      return Promise.reject(new Error("gone"));
    },
  });
  assertEquals([(await found)?.problem, played.length], ["gone", 1]);
});
