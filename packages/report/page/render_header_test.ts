import { test } from "node:test";
import { assertStringIncludes } from "@std/assert";
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
