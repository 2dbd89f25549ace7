import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { comparedTarget } from "../testing/compared_target.ts";
import { findings } from "./findings.ts";

test("findings rank by the median and compare the first with each other", () => {
  const results = [
    comparedTarget("deno", 600, 660, 630),
    comparedTarget("node", 396, 405, 402),
    comparedTarget("bun", 390, 400, 410),
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
    findings([comparedTarget("a", 100), comparedTarget("b", 50)])[0],
    "Least CPU per session: b; 0.50 × a in a single round",
  );
  assertEquals(findings([comparedTarget("a", 100, 100)]), []);
});
