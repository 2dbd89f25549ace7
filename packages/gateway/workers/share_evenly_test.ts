import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { shareEvenly } from "./share_evenly.ts";

test("shareEvenly gives what does not divide to the first workers", () => {
  assertEquals(shareEvenly(10, 4), [3, 3, 2, 2]);
  assertEquals(shareEvenly(8, 4), [2, 2, 2, 2]);
  assertEquals(shareEvenly(3, 1), [3]);
});

test("shareEvenly gives out every session, and no worker two more than another", () => {
  fc.assert(fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 256 }), (sessions, workers) => {
    const shares = shareEvenly(sessions, workers);
    assertEquals(shares.length, workers);
    assertEquals(shares.reduce((sum, share) => sum + share, 0), sessions);
    assert(Math.max(...shares) - Math.min(...shares) <= 1);
  }));
});
