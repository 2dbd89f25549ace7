import { test } from "node:test";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { reportRun, resultSet, runsWithCpu } from "../testing/result_set.ts";
import { pairRatios } from "./pair_ratios.ts";

const CPU = "cpu_us_per_session_second";

const runs = [
  ...runsWithCpu("deno", 100, 200, 400, 100),
  ...runsWithCpu("bun", 50, 100, 200, 51),
];

test("pairRatios pair rounds, so that what slows a whole round falls out", () => {
  const [pair] = pairRatios(resultSet(["deno", "bun"], { runs }))
    .filter(({ metric }) => metric.name === CPU);
  assertEquals([pair!.target, pair!.other, pair!.pairs], ["bun", "deno", 4]);
  assertAlmostEquals(pair!.estimate.ratio!, 0.5025, 1e-4);
  assertEquals(pair!.estimate.decision, "lower");
  // The least and the most that a mean of these ratios can be, and nothing beyond.
  assert(pair!.bootstrap!.low >= 0.5 - 1e-12 && pair!.bootstrap!.high <= 0.51 + 1e-12);
});

test("pairRatios of other than rounds are no pairs, and know the machine's drift no better", () => {
  const [pair] = pairRatios(resultSet(["deno", "bun"], { program: "existing", runs }))
    .filter(({ metric }) => metric.name === CPU);
  assertEquals([pair!.pairs, pair!.bootstrap, pair!.estimate.decision], [null, null, "tie"]);
});

test("pairRatios have each pair once, and no bootstrap of fewer than three rounds", () => {
  const few = ["a", "b", "c"].flatMap((label, i) =>
    runsWithCpu(label, 100 * (i + 1), 90 * (i + 1))
  );
  const pairs = pairRatios(resultSet(["a", "b", "c"], { runs: few }))
    .filter(({ metric }) => metric.name === CPU);
  assertEquals(pairs.map(({ target, other, bootstrap }) => [target, other, bootstrap]), [
    ["a", "b", null],
    ["a", "c", null],
    ["b", "c", null],
  ]);
});

test("pairRatios compare gateways with as many workers, and each with itself with others", () => {
  const labels = ["deno", "deno-2w", "bun", "bun-2w"];
  const scaled = labels.flatMap((label, i) => runsWithCpu(label, 100 + i, 90 + i));
  const pairs = pairRatios(resultSet(labels, { runs: scaled }))
    .filter(({ metric }) => metric.name === CPU);
  assertEquals(pairs.map(({ target, other }) => `${target} ÷ ${other}`), [
    "deno ÷ deno-2w",
    "deno ÷ bun",
    "deno-2w ÷ bun-2w",
    "bun ÷ bun-2w",
  ]);
});

test("pairRatios compare nothing across loads, and nothing of a search", () => {
  const apart = [reportRun("a", { sessions: 100 }), reportRun("b", { sessions: 200 })];
  assertEquals(pairRatios(resultSet(["a", "b"], { runs: apart })), []);
  assertEquals(pairRatios(resultSet(["a", "b"], { program: "bracket", runs })), []);
});

test("pairRatios without a common valid round are unknown", () => {
  const never = [
    ...runsWithCpu("a", 100),
    reportRun("b", { round: 1, outcome: "invalid" }),
    reportRun("b", { round: 2 }),
  ];
  const [pair] = pairRatios(resultSet(["a", "b"], { runs: never }));
  assertEquals(pair!.estimate, { ratio: null, low: null, high: null, decision: "unknown" });
  assertEquals([pair!.pairs, pair!.bootstrap], [0, null]);
});
