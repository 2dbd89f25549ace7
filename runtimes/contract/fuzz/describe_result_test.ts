import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { describeFinding, describeResult } from "./describe_result.ts";

const result = {
  variant: "bun",
  target: "frames",
  seed: 7,
  cases: 120,
  elapsed_ms: 3210,
  finding: undefined,
};

test("describeResult tells variant, target, cases, time and seed in one line", () => {
  assertEquals(
    describeResult(result),
    "pass  bun           frames      120 cases     3.2 s  seed 7",
  );
  assertEquals(describeFinding(result), []);
});

test("describeResult tells what was found, and how to see it again", () => {
  const finding = { problem: "Expected a, got b", example: "[1]", seed: 9, runs: 20 };
  assertEquals(describeResult({ ...result, finding }).split("\n"), [
    "FAIL  bun           frames      120 cases     3.2 s  seed 7",
    "      Expected a, got b",
    "      Example: [1]",
    "      Again: deno task fuzz --variants bun --only frames --seed 9 --runs 20",
  ]);
});

test("describeFinding leaves out what there isn't", () => {
  const finding = { problem: "Expected a, got b", seed: 9, runs: Infinity };
  assertEquals(describeFinding({ ...result, finding }), [
    "Expected a, got b",
    "Again: deno task fuzz --variants bun --only frames --seed 9",
  ]);
});
