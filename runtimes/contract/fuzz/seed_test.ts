import { test } from "node:test";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { seedFrom } from "./seed.ts";

test("seedFrom takes the seed that FUZZ_SEED names", () => {
  assertEquals(seedFrom({ FUZZ_SEED: "7" }), 7);
});

test("seedFrom takes another one each time when there is none", () => {
  const seeds = [{}, {}, { FUZZ_SEED: "" }, { FUZZ_SEED: "" }].map(seedFrom);
  assertNotEquals(new Set(seeds).size, 1);
});

test("seedFrom refuses what is no seed", () => {
  assertThrows(() => seedFrom({ FUZZ_SEED: "x" }), UsageError, "Cannot parse FUZZ_SEED");
});
