import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { changedConditions } from "./changed_conditions.ts";

test("changedConditions finds nothing between equal conditions, in any order", () => {
  assertEquals(changedConditions({ a: "1", b: "2" }, { b: "2", a: "1" }), []);
});

test("changedConditions tells what is other, gone and new", () => {
  const then = { profile: "quick", "cpu limit": "0.25 vCPU", kernel: "6.18" };
  const now = { profile: "reference", kernel: "6.18", workers: "2" };
  assertEquals(changedConditions(then, now), [
    "profile: expected quick, got reference",
    "cpu limit: expected 0.25 vCPU, got none",
    "workers: expected none, got 2",
  ]);
});
