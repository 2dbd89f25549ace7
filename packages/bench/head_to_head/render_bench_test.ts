import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { plainDisplay } from "../fixtures/plain_display.ts";
import { targetResult } from "../fixtures/target_results.ts";
import type { Round } from "../fixtures/target_results.ts";
import { compareTargets } from "./comparison.ts";
import { renderComparison } from "./comparison_table.ts";
import { findings } from "./findings.ts";

function row(label: string, ...rounds: readonly Round[][]): string[] {
  const results = rounds.map((each, i) => targetResult(["deno", "bun"][i]!, ...each));
  const table = renderComparison(compareTargets(results, "deno"), results, plainDisplay);
  const line = table.split("\n").find((line) => line.slice(2).trimStart().startsWith(label));
  return line?.split("│").slice(2, -1).map((cell) => cell.trim()) ?? [];
}

test("renderComparison shows medians with their range, and the ratio to the baseline", () => {
  const rounds = [[600, 660, 630], [390, 400, 410]];
  assertEquals(row("CPU", ...rounds), ["630 µs (600–660)", "400 µs (390–410)"]);
  assertEquals(row("× deno", ...rounds), ["1", "0.64 (0.57–0.70)"]);
  assertEquals(row("valid rounds", ...rounds), ["3 of 3", "3 of 3"]);
});

test("renderComparison says of a single round neither range nor interval", () => {
  assertEquals(row("CPU", [600], [400]), ["600 µs", "400 µs"]);
  assertEquals(row("× deno", [600], [400]), ["1", "0.67"]);
  assertEquals(row("valid rounds", [600], [400]), []);
});

test("renderComparison calls a tie a tie", () => {
  assertStringIncludes(row("× deno", [100, 101], [101, 100])[1]!, "tie: 1.00");
});

test("renderComparison leaves out what nobody has", () => {
  assertEquals(row("throttled", [600]), []);
  assertEquals(row("CPU", [{ outcome: "fail" }], [400]), ["–", "400 µs"]);
});

test("findings rank by the median and compare the first with each other", () => {
  const results = [
    targetResult("deno", 600, 660, 630),
    targetResult("node", 396, 405, 402),
    targetResult("bun", 390, 400, 410),
  ];
  assertEquals(
    findings(results)[0],
    "Least CPU per session: bun; " + [
      "tied with node: 1.00 (0.95–1.05)",
      "0.64 (0.57–0.70) × deno",
    ].join(", "),
  );
});

test("findings of one round name no winner for sure, and of one target none at all", () => {
  assertEquals(
    findings([targetResult("a", 100), targetResult("b", 50)])[0],
    "Least CPU per session: b; 0.50 × a in a single round",
  );
  assertEquals(findings([targetResult("a", 100, 100)]), []);
});
