import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { ReportBracket } from "../model/report_bracket.ts";
import { reportBracket, resultSet } from "../testing/result_set.ts";
import type { RangesDrawing } from "./drawing/ranges_drawing.ts";
import { scalingChart } from "./scaling.ts";

const one = reportBracket("bun", "500p 500p 600f 600f");
const two = reportBracket("bun-2w", "900p 900p 1000f 1000f");

const { environment } = resultSet([]);
const fourCores = { ...environment, machine: { ...environment.machine!, cores: 4 } };

function chartOf(labels: string[], ...brackets: ReportBracket[]) {
  return scalingChart(resultSet(labels, { environment: fourCores, brackets }));
}

test("scalingChart compares one worker with several", () => {
  const chart = chartOf(["bun", "bun-2w"], one, two)!;
  assertEquals(chart.title, "What workers add: bun 1.80 × with 2");
  assertEquals(chart.table.rows[0]!.map(({ text }) => text), ["bun", "500", "2", "900", "1.80"]);
  assertEquals((chart.drawing as RangesDrawing).rows[0]!.values.map(({ value }) => value), [
    500,
    900,
    1000,
  ]);
});

test("scalingChart says where several workers may hold more", () => {
  const open = reportBracket("bun-2w", "900p 900p 1000i 1000i 1000i", "generator-limited");
  const chart = chartOf(["bun", "bun-2w"], one, open)!;
  assertEquals(chart.title, "What workers add: bun ≥ 1.80 × with 2, ≥ where it may be more");
});

test("scalingChart's title names the least and the most of many gateways", () => {
  const variants = ["deno", "node", "bun", "bun-tuned"];
  const brackets = variants.flatMap((variant, i) => [
    reportBracket(variant, "500p 500p 600f 600f"),
    reportBracket(`${variant}-2w`, `${900 - 50 * i}p ${900 - 50 * i}p 1000f 1000f`),
  ]);
  const labels = brackets.map(({ target }) => target);
  assertEquals(
    chartOf(labels, ...brackets)!.title,
    "What workers add: from bun-tuned 1.50 × with 2 to deno 1.80 × with 2",
  );
});

test("scalingChart isn't there unless both capacities are known", () => {
  const nothing = reportBracket("bun-2w", "100i 100i 100i", "invalid");
  assertEquals(chartOf(["bun"], one), undefined);
  assertEquals(chartOf(["bun-2w"], two), undefined);
  assertEquals(chartOf(["bun", "bun-2w"], one, nothing), undefined);
  const open = reportBracket("bun", "500p 500p 600i 600i 600i", "generator-limited");
  assertEquals(chartOf(["bun", "bun-2w"], open, two), undefined);
});

test("scalingChart isn't there where workers had no cores of their own", () => {
  const brackets = [one, two];
  assertEquals(scalingChart(resultSet(["bun", "bun-2w"], { brackets })), undefined);
});
