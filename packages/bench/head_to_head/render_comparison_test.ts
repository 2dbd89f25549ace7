import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { compareTargets } from "@stt-bench/results";
import type { Round } from "@stt-bench/results/testing";
import { plainDisplay } from "../fixtures/plain_display.ts";
import { targetResult } from "../fixtures/target_results.ts";
import { renderComparison } from "./render_comparison.ts";

/** The cells of each line of the table of `deno` and `bun`, its label first. */
function table(...rounds: readonly Round[][]): string[][] {
  const results = rounds.map((each, i) => targetResult(["deno", "bun"][i]!, ...each));
  return renderComparison(compareTargets(results, "deno"), results, plainDisplay)
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) => line.split("│").slice(1, -1).map((cell) => cell.trim()));
}

function row(start: string, ...rounds: readonly Round[][]): string[] {
  return table(...rounds).find(([label]) => label!.startsWith(start))?.slice(1) ?? [];
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

test("renderComparison has the errors between what the gateway and what the tools did", () => {
  const labels = table([600]).map(([label]) => label!);
  const errors = labels.indexOf("errors / partials");
  assertEquals([labels[errors - 1], labels[errors + 1]], [
    "from schedule, p95",
    "generator: send lateness, p99",
  ]);
  assertEquals(table([{ outcome: "invalid" }]).map(([label]) => label), [
    ...["", "verdict", "inference client", "errors / partials"],
  ]);
});
