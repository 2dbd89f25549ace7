import { test } from "node:test";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { analyse } from "../analysis/analyse.ts";
import { publishedResults } from "../model/published_results.ts";
import { resultSet, runsWithCpu } from "../testing/result_set.ts";
import { renderReport } from "./render_report.ts";

function reportOf(count: number): string {
  const labels = Array.from({ length: count }, (_, i) => `gateway-${i}`);
  const runs = labels.flatMap((label, i) => runsWithCpu(label, 100 + i, 101 + i));
  const data = { sets: [resultSet(labels, { runs })], published: publishedResults };
  return renderReport(data, analyse(data));
}

test("renderReport leaves to its file what would make it too long for an issue", () => {
  const few = reportOf(3);
  assertStringIncludes(few, "<summary>Comparisons</summary>");
  const many = reportOf(18);
  assert(many.length <= 65_536, `${many.length} characters`);
  assertStringIncludes(many, "Comparisons: 918 rows, in comparisons.md beside this file.");
  assertEquals(many.includes("<summary>Comparisons</summary>"), false);
  assertStringIncludes(many, "<summary>Another machine's: ");
});
