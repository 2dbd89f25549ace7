import { test } from "node:test";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { Split } from "@stt-bench/results";
import * as v from "valibot";
import { splitResults } from "../fixtures/split_results.ts";
import type { SplitRounds } from "../fixtures/split_results.ts";
import { ownResult, targetResult } from "../fixtures/target_results.ts";
import { splitGains } from "./split.ts";

/** Round by round the machine is slower, and everything with it. */
function rounds(sockets: number, client: number, both: number): SplitRounds {
  const times = (cpuUs: number) => [1, 1.3, 2].map((speed) => cpuUs * speed);
  return { neither: times(100), client: times(client), sockets: times(sockets), both: times(both) };
}

test("splitGains finds what each part costs ÷ what the untuned gateway costs", () => {
  const [split, ...others] = splitGains(splitResults(rounds(40, 80, 20)));
  assertEquals(others, []);
  assertEquals(v.parse(Split, split), split);
  assertEquals([split!.runtime, split!.workers, split!.neither], ["deno", 1, "deno"]);
  for (
    const [part, target, ratio] of [
      [split!.sockets, "deno-tuned+fetch", 0.4],
      [split!.client, "deno+tuned-client", 0.8],
      [split!.both, "deno-tuned", 0.2],
    ] as const
  ) {
    assertEquals([part.target, part.ratio?.decision, part.ratio?.pairs], [target, "lower", 3]);
    assertAlmostEquals(part.ratio!.ratio!, ratio);
  }
});

const gains: [what: string, both: number, ratio: number, decision: string][] = [
  ["add up", 20, 120 / 120, "tie"],
  ["overlap", 38, 120 / 138, "lower"],
  ["help each other", 5, 120 / 105, "higher"],
];

for (const [what, both, ratio, decision] of gains) {
  test(`splitGains sees that parts ${what}`, () => {
    const { additivity } = splitGains(splitResults(rounds(40, 80, both)))[0]!;
    assertAlmostEquals(additivity!.ratio!, ratio);
    assertEquals(additivity!.decision, decision);
  });
}

test("splitGains takes the sum from rounds that are valid of all four, ratios from those of two", () => {
  const valid = rounds(40, 80, 20);
  const client = [{ outcome: "invalid" as const }, ...valid.client.slice(1)];
  const split = splitGains(splitResults({ ...valid, client }))[0]!;
  const pairs = [split.sockets.ratio, split.client.ratio, split.additivity];
  assertEquals(pairs.map((ratio) => ratio?.pairs), [3, 2, 2]);
});

test("splitGains has no ratio where no round is valid of all", () => {
  const invalid = { outcome: "invalid" as const };
  const valid = rounds(40, 80, 20);
  const { both, additivity, sockets } = splitGains(
    splitResults({ ...valid, both: [invalid, invalid, invalid] }),
  )[0]!;
  assertEquals([both.ratio, additivity], [null, null]);
  assertEquals(sockets.ratio?.pairs, 3);
});

test("splitGains splits each runtime and number of workers that has all four, and no other", () => {
  const four = rounds(40, 80, 20);
  const results = [
    targetResult("mine", 1),
    ownResult("node", [1]),
    ownResult("node-tuned", [1]),
    ...splitResults(four),
    ...splitResults(four, 2),
  ];
  const found = splitGains(results).map(({ neither, workers }) => [neither, workers]);
  assertEquals(found, [["deno", 1], ["deno-2w", 2]]);
});
