import { test } from "node:test";
import { setImmediate } from "node:timers";
import { assertEquals, assertLessOrEqual } from "@std/assert";
import { everyMs } from "./every_ms.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function workFor(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs) { /* work */ }
}

test("everyMs calls a busy tick once a turn of the event loop, however long it is busy", async () => {
  let ticks = 0;
  const stop = everyMs(() => {
    ticks++;
    workFor(1.5); // so that the timer is due again in each turn
    return true;
  });
  const ticksOfTurns: number[] = [];
  for (let i = 0; i < 25; i++) {
    const before = ticks;
    await turn();
    ticksOfTurns.push(ticks - before);
  }
  stop();
  // Between two immediates of ours: its own, and the timer's where a turn of another kind begins.
  for (const each of ticksOfTurns) assertLessOrEqual(each, 2, `${ticksOfTurns}`);
});

test("everyMs calls a tick again that has nothing more to do, until it is stopped", async () => {
  let ticks = 0;
  const thrice = Promise.withResolvers<void>();
  const stop = everyMs(() => {
    if (++ticks === 3) thrice.resolve();
    return false;
  });
  await thrice.promise;
  stop();
  assertEquals(ticks, 3);
});

test("everyMs that is stopped takes back the tick that was to come next", async () => {
  let ticks = 0;
  const first = Promise.withResolvers<void>();
  const stop = everyMs(() => {
    ticks++;
    first.resolve();
    return true;
  });
  await first.promise;
  stop();
  const before = ticks;
  for (let i = 0; i < 5; i++) await turn();
  assertEquals(ticks, before);
});
