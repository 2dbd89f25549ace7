import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { ReportBracket } from "../model/report_bracket.ts";
import { reportBracket, resultSet } from "../testing/result_set.ts";
import { capacityChart } from "./capacity.ts";
import type { BarsDrawing } from "./drawing/bars_drawing.ts";

function chartOf(...brackets: readonly ReportBracket[]) {
  const labels = brackets.map(({ target }) => target);
  return capacityChart(resultSet(labels, { brackets, capacityLabel: "sessions at 0.25 vCPU" }));
}

const bun = reportBracket("bun", "1000p 1000p 1100f 1100f");
const node = reportBracket("node", "500p 500p 600f 600f");

const titles: readonly [what: string, brackets: readonly ReportBracket[], title: string][] = [
  ["one gateway", [node], "node holds 500 sessions at 0.25 vCPU; 600 fail"],
  [
    "a winner",
    [node, bun],
    "bun holds the most: 1000 sessions at 0.25 vCPU, 2.0 × what node does",
  ],
  [
    "a winner whose end nobody knows",
    [node, reportBracket("bun", "1000p 1000p 1100i 1100i 1100i", "generator-limited")],
    "bun holds the most: at least 1000 sessions at 0.25 vCPU, 2.0 × what node does",
  ],
  [
    "a runner-up that may hold more than the first",
    [reportBracket("deno", "900p 900p 1200i 1200i 1200i", "generator-limited"), bun],
    "bun and deno can’t be told apart: bun holds 1000 sessions at 0.25 vCPU",
  ],
  [
    "brackets that overlap",
    [reportBracket("deno", "950p 950p 1050f 1050f"), bun],
    "bun and deno can’t be told apart: bun holds 1000 sessions at 0.25 vCPU",
  ],
  [
    "a gateway that holds nothing",
    [reportBracket("deno", "1f 1f", "below-min"), bun],
    "bun holds the most: 1000 sessions at 0.25 vCPU",
  ],
];

for (const [what, brackets, title] of titles) {
  test(`capacityChart's title tells of ${what}`, () => {
    assertEquals(chartOf(...brackets)!.title, title);
  });
}

test("capacityChart draws what is confirmed, what isn't known, and what failed", () => {
  const drawing = chartOf(reportBracket("bun", "500p 500p 540p 540f 600f 600f"))!
    .drawing as BarsDrawing;
  const [bar] = drawing.bars;
  assertEquals(bar!.parts, [{ value: 500, tone: "full" }, { value: 100, tone: "open" }]);
  assertEquals(bar!.marks, [
    { value: 540, kind: "borderline" },
    { value: 600, kind: "fail" },
  ]);
  assertEquals(bar!.text, "500 (600 fail)");
});

test("capacityChart's table has the numbers of each search", () => {
  const { rows } = chartOf(node, bun)!.table;
  assertEquals(rows.map((row) => row.map(({ text }) => text)), [
    ["bun", "1000", "–", "1100", "newest p95", "latency edge", "4"],
    ["node", "500", "–", "600", "newest p95", "latency edge", "4"],
  ]);
});

test("capacityChart describes every gateway in words", () => {
  const { description } = chartOf(node, bun)!;
  assertStringIncludes(description, "bun: 1000 confirmed, 1100 failed.");
  assertStringIncludes(description, "node: 500 confirmed, 600 failed.");
});

test("capacityChart isn't there without a search, or when none has confirmed anything", () => {
  assertEquals(chartOf(), undefined);
  assertEquals(chartOf(reportBracket("bun", "100i 100i 100i", "invalid")), undefined);
});
