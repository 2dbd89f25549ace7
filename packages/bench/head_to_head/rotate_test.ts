import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { rotate } from "./rotate.ts";

test("rotate begins each round with the next target, and all come in each", () => {
  const rounds = [1, 2, 3, 4].map((round) => rotate(["a", "b", "c"], round).join(""));
  assertEquals(rounds, ["abc", "bca", "cab", "abc"]);
  assertEquals(rotate([], 1), []);
});
