import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { ReportRun } from "../model/report_run.ts";
import { reportRun, resultSet, runsWithCpu } from "../testing/result_set.ts";
import { costChart } from "./cost.ts";
import type { BarsDrawing } from "./drawing/bars_drawing.ts";

function chartOf(runs: readonly ReportRun[]) {
  return costChart(resultSet([...new Set(runs.map(({ target }) => target))], { runs }));
}

const titles: readonly [what: string, runs: readonly ReportRun[], title: string][] = [
  [
    "one gateway",
    runsWithCpu("deno", 600, 610, 620),
    "deno needs 610 µs per session and second of CPU",
  ],
  [
    "a winner",
    [...runsWithCpu("deno", 600, 610, 605), ...runsWithCpu("bun", 300, 303, 304)],
    "bun needs the least CPU: 303 µs per session and second, 0.50 × what deno needs",
  ],
  [
    "a tie",
    [...runsWithCpu("deno", 600, 650, 610), ...runsWithCpu("bun", 610, 600, 640)],
    "No clear difference in CPU: deno needs 610 µs per session and second",
  ],
  [
    "a winner that ties with the second",
    [
      ...runsWithCpu("deno", 600, 610, 605),
      ...runsWithCpu("bun", 300, 303, 304),
      ...runsWithCpu("node", 304, 306, 302),
    ],
    "bun needs the least CPU: 303 µs per session and second, 0.50 × what deno needs; no clear " +
    "difference to node",
  ],
];

for (const [what, runs, title] of titles) {
  test(`costChart's title tells of ${what}`, () => {
    assertEquals(chartOf(runs)!.title, title);
  });
}

test("costChart draws user and system as parts, and the rounds' least and most", () => {
  const [bar] = (chartOf(runsWithCpu("deno", 600, 640, 620))!.drawing as BarsDrawing).bars;
  assertEquals(bar!.parts, [{ value: 310, tone: "full" }, { value: 310, tone: "light" }]);
  assertEquals(bar!.spread, [600, 640]);
});

test("costChart leaves out rounds that don't count", () => {
  const late = reportRun("deno", { round: 3, outcome: "invalid" });
  const [row] = chartOf([...runsWithCpu("deno", 600, 620), late])!.table.rows;
  assertEquals(row!.map(({ text }) => text), [
    "deno",
    "2",
    "610.0",
    "600.0",
    "620.0",
    "305.0",
    "305.0",
  ]);
});

test("costChart isn't there without measured processes, or under several loads", () => {
  const { gateway: _, ...summary } = reportRun("deno").summary!;
  assertEquals(chartOf([{ ...reportRun("deno"), summary }]), undefined);
  assertEquals(chartOf([reportRun("deno"), reportRun("deno", { sessions: 200 })]), undefined);
  assertEquals(chartOf([]), undefined);
});
