import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { Slots } from "./slots.ts";
import type { Claim } from "./slots.ts";

test("Slots grants in order and at most its limit, and never leaves a slot idle while one waits", () => {
  const actions = fc.array(fc.oneof(fc.constant("claim" as const), fc.nat(30)), {
    maxLength: 200,
    size: "max",
  });
  fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), actions, (limit, chosen) => {
    const slots = new Slots(limit);
    const granted: number[] = [];
    const claims: Claim[] = [];
    const released = new Set<number>();
    for (const action of chosen) {
      const index = claims.length;
      if (action === "claim") claims.push(slots.claim(() => granted.push(index)));
      else if (action < claims.length) {
        claims[action]!.release();
        released.add(action);
      }
      const holding = granted.filter((holder) => !released.has(holder)).length;
      const waiting = claims.length - released.size - holding;
      assertEquals([slots.active, slots.queued], [holding, waiting]);
      assert(holding <= limit && (waiting === 0 || holding === limit));
      assertEquals(granted, granted.toSorted((a, b) => a - b));
      assert(slots.maxActive <= limit && slots.maxActive >= slots.active);
    }
  }));
});

test("Slots serves a long queue of holders that release at once, without recursion", () => {
  const slots = new Slots(1);
  const first = slots.claim(() => {});
  let served = 0;
  const claims: Claim[] = [];
  for (let i = 0; i < 50_000; i++) {
    claims.push(slots.claim(() => {
      served++;
      claims[i]!.release();
    }));
  }
  first.release();
  assertEquals([served, slots.active, slots.queued], [50_000, 0, 0]);
});

test("Slots forgets its maximum on request, but not what is held", () => {
  const slots = new Slots(3);
  const claims = [1, 2, 3].map(() => slots.claim(() => {}));
  claims[0]!.release();
  assertEquals(slots.maxActive, 3);
  slots.resetMaxActive();
  assertEquals(slots.maxActive, 2);
});
