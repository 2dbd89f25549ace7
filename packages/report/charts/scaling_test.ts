import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { reportBracket, resultSet } from "../testing/result_set.ts";
import type { RangesDrawing } from "./drawing/ranges_drawing.ts";
import { scalingChart } from "./scaling.ts";

const one = reportBracket("bun", "500p 500p 600f 600f");
const two = reportBracket("bun-2w", "900p 900p 1000f 1000f");

test("scalingChart compares one worker with several", () => {
  const brackets = [one, two];
  const chart = scalingChart(resultSet(["bun", "bun-2w"], { brackets }))!;
  assertEquals(chart.title, "What workers add: bun 1.80 × with 2");
  assertEquals(chart.table.rows[0]!.map(({ text }) => text), ["bun", "500", "2", "900", "1.80"]);
  assertEquals((chart.drawing as RangesDrawing).rows[0]!.values.map(({ value }) => value), [
    500,
    900,
    1000,
  ]);
});

test("scalingChart says where the tools were a limit", () => {
  const open = reportBracket("bun-2w", "900p 900p 1000i 1000i 1000i", "generator-limited");
  const chart = scalingChart(resultSet(["bun", "bun-2w"], { brackets: [one, open] }))!;
  assertEquals(
    chart.title,
    "What workers add: bun 1.80 × with 2, where the tools were a limit",
  );
});

test("scalingChart isn't there unless both capacities are known", () => {
  const nothing = reportBracket("bun-2w", "100i 100i 100i", "invalid");
  assertEquals(scalingChart(resultSet(["bun"], { brackets: [one] })), undefined);
  assertEquals(scalingChart(resultSet(["bun-2w"], { brackets: [two] })), undefined);
  assertEquals(scalingChart(resultSet(["bun", "bun-2w"], { brackets: [one, nothing] })), undefined);
});
