import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { comparedTarget } from "../testing/compared_target.ts";
import { metricNamed } from "./metrics.ts";
import { rankTargets } from "./rank_targets.ts";

const cpu = metricNamed("cpu_us_per_session_second");

test("rankTargets puts the lowest median first, and compares it with the others", () => {
  const ranked = rankTargets([
    comparedTarget("deno", 600, 660, 630),
    comparedTarget("bun", 300, 330, 315),
    comparedTarget("gone", { outcome: "fail" }),
  ], cpu);
  assertEquals(ranked.map(({ label, spread }) => [label, spread.median]), [
    ["bun", 315],
    ["deno", 630],
  ]);
  assertEquals(ranked[0]!.ratio, undefined);
  assertEquals([ranked[1]!.ratio?.ratio, ranked[1]!.ratio?.decision], [0.5, "lower"]);
});

test("rankTargets has no ratio where no round is valid of both", () => {
  const invalid = { cpuUs: 1, outcome: "invalid" as const };
  const ranked = rankTargets(
    [comparedTarget("a", 1, invalid), comparedTarget("b", invalid, 2)],
    cpu,
  );
  assertEquals(ranked.map(({ label, ratio }) => [label, ratio]), [
    ["a", undefined],
    ["b", undefined],
  ]);
});
