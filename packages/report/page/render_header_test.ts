import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { analyse } from "../analysis/analyse.ts";
import { publishedResults } from "../model/published_results.ts";
import { reportRun, resultSet } from "../testing/result_set.ts";
import { renderHeader } from "./render_header.ts";

const invalid = reportRun("deno", { round: 2, outcome: "invalid" });

for (
  const [what, runs, badge] of [
    ["every run counts", [reportRun("deno")], 'good"><span aria-hidden="true">✓</span>'],
    ["one does not", [reportRun("deno"), invalid], 'warning"><span aria-hidden="true">!</span>'],
    ["there is none", [], 'warning"><span aria-hidden="true">!</span>'],
  ] as const
) {
  test(`renderHeader's badge of a set in which ${what}`, () => {
    const data = { sets: [resultSet(["deno"], { runs })], published: publishedResults };
    assertStringIncludes(String(renderHeader(data, analyse(data))), `class="badge ${badge}`);
  });
}

test("renderHeader's badges tell two sets of one program apart by their names", () => {
  const sets = ["cost", "scaling"].map((name) => {
    return resultSet(["deno"], { id: `2026-11-21T12-00-00Z-${name}`, runs: [reportRun("deno")] });
  });
  const data = { sets, published: publishedResults };
  const text = String(renderHeader(data, analyse(data)));
  assertEquals([...text.matchAll(/\w+: 1 of 1 runs valid/g)].map(([found]) => found), [
    "cost: 1 of 1 runs valid",
    "scaling: 1 of 1 runs valid",
  ]);
});
