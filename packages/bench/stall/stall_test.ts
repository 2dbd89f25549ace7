import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { Stall } from "./stall.ts";

/** A child that notes its signals, and tells when the one that ends a stall has come. */
function fakeChild() {
  const signals: string[] = [];
  const continued = Promise.withResolvers<void>();
  const kill = (signal: string) => {
    signals.push(signal);
    if (signal === "SIGCONT") continued.resolve();
  };
  return { signals, continued: continued.promise, kill };
}

test("Stall stops its child once and lets it go on", async () => {
  const child = fakeChild();
  const stall = new Stall(child);
  stall.schedule(1, 5);
  await child.continued;
  assertEquals(child.signals, ["SIGSTOP", "SIGCONT"]);
  assert(stall.lengthMs > 0);
});

test("Stall lets its child go on when it is ended early, and only if it is stopped", async () => {
  const child = fakeChild();
  const stall = new Stall(child);
  stall.schedule(60_000, 60_000);
  stall.end();
  assertEquals([child.signals, stall.lengthMs], [[], 0]);
  const stopped = Promise.withResolvers<void>();
  const other = new Stall({
    kill(signal) {
      child.kill(signal);
      stopped.resolve();
    },
  });
  other.schedule(0, 60_000);
  await stopped.promise;
  other.end();
  other.end();
  assertEquals(child.signals, ["SIGSTOP", "SIGCONT"]);
});
