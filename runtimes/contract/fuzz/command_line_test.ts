import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { contractVariants } from "../contract_variants.ts";
import { parseCommandLine } from "./command_line.ts";
import { fuzzTargets } from "./fuzz_targets.ts";

test("parseCommandLine takes everything for 20 s each, from a fresh seed", () => {
  assertEquals(parseCommandLine([]), {
    variants: contractVariants.map(({ name }) => name),
    targets: fuzzTargets,
    runs: Infinity,
    durationMs: 20_000,
    seed: undefined,
    json: false,
  });
});

test("parseCommandLine reads its flags", () => {
  const args = "--variants bun,deno --only frames --duration 10m --seed 7 --json".split(" ");
  const { targets, ...rest } = parseCommandLine(args);
  assertEquals(targets.map(({ name }) => name), ["frames"]);
  const expected = { variants: ["deno", "bun"], runs: Infinity, seed: 7, json: true };
  assertEquals(rest, { ...expected, durationMs: 600_000 });
});

test("parseCommandLine takes as long as it takes where the runs are given", () => {
  const { runs, durationMs } = parseCommandLine(["--runs", "40"]);
  assertEquals([runs, durationMs], [40, Infinity]);
});

for (
  const [args, problem] of [
    ["--variants perl", "Cannot parse --variants: expected names that --help has"],
    ["--only heads,x", 'Cannot parse --only: expected names that --help has, got "x"'],
    ["--runs 0", "Cannot parse --runs: expected an integer ≥ 1"],
    ["--duration soon", "Cannot parse --duration: expected a time"],
    ["--seed -1", "Cannot parse --seed: expected an integer in 0–2147483647"],
  ] as const
) {
  test(`parseCommandLine refuses ${args}`, () => {
    assertThrows(() => parseCommandLine(args.split(" ")), UsageError, problem);
  });
}
