import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { reportRun, resultSet } from "../testing/result_set.ts";
import type { LinesDrawing } from "./drawing/lines_drawing.ts";
import { latencyOverTimeChart } from "./latency_over_time.ts";

/** A run whose newest p95 is that in each of its seconds. */
function runOver(target: string, newestP95Ms: readonly number[], round = 1) {
  const overTime = newestP95Ms.map((ms, atSecs) => ({
    atSecs,
    partials: 100,
    newestP50Ms: ms - 10,
    newestP95Ms: ms,
    oldestP50Ms: ms + 990,
    oldestP95Ms: ms + 1000,
  }));
  return reportRun(target, { round, overTime });
}

test("latencyOverTimeChart draws the median of the rounds, second by second", () => {
  const runs = [100, 120, 110].map((ms, i) => runOver("deno", [ms, ms, ms, ms, ms, ms, 900], i));
  const chart = latencyOverTimeChart(resultSet(["deno"], { runs }))!;
  const [, newestP95] = (chart.drawing as LinesDrawing).panels;
  // The window has 6 seconds: what comes later are stragglers.
  assertEquals(newestP95!.lines[0]!.points, [0, 1, 2, 3, 4, 5].map((second) => [second, 110]));
  assertEquals(chart.title, "Latency of deno doesn’t grow in the measured window");
});

test("latencyOverTimeChart's title names who gets slower, and how much", () => {
  const runs = [
    runOver("deno", [100, 100, 120, 150, 200, 210]),
    runOver("bun", [90, 90, 90, 90, 90, 90]),
  ];
  const { title, table } = latencyOverTimeChart(resultSet(["deno", "bun"], { runs }))!;
  assertEquals(title, "Newest p95 grows in the measured window: deno from 100 to 205 ms");
  const columns = table.columns.map(({ name }) => name);
  const at = (name: string) => table.rows[0]![columns.indexOf(name)]!.value;
  assertEquals([at("newest_p95_first_ms"), at("newest_p95_last_ms")], [100, 205]);
});

test("latencyOverTimeChart isn't there without samples, or where the load differs", () => {
  const seconds = [100, 100, 100];
  assertEquals(latencyOverTimeChart(resultSet(["deno"], { runs: [reportRun("deno")] })), undefined);
  const runs = [runOver("deno", seconds), { ...runOver("deno", seconds), sessions: 200 }];
  assertEquals(latencyOverTimeChart(resultSet(["deno"], { runs })), undefined);
});
