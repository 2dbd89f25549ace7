import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { LatencyCdf } from "../model/latency_cdf.ts";
import type { ResultSet } from "../model/result_set.ts";
import { reportBracket, resultSet } from "../testing/result_set.ts";
import type { LinesDrawing } from "./drawing/lines_drawing.ts";
import { latencyDistributionChart } from "./latency_distribution.ts";

/** Latencies that are spread evenly over `ms` … 2 `ms`. */
function cdf(target: string, ms: number, sessions = 100): LatencyCdf {
  const points = (from: number) =>
    [0, 0.25, 0.5, 0.75, 0.95, 0.99, 1].map((share) => ({ ms: from + ms * share, share }));
  const [newest, oldest] = [points(ms), points(ms + 1000)];
  return {
    target,
    sessions,
    runs: 3,
    newest,
    oldest,
    newestFromSchedule: newest,
    oldestFromSchedule: oldest,
  };
}

test("latencyDistributionChart's title names the fastest and the slowest", () => {
  const titleOf = (...cdfs: readonly LatencyCdf[]) =>
    latencyDistributionChart(resultSet(cdfs.map(({ target }) => target), { cdfs }))!.title;
  const start = "At 100 sessions, 95 % of the newest frames are answered within";
  assertEquals(titleOf(cdf("deno", 100)), `${start} 195 ms by deno`);
  assertEquals(
    titleOf(cdf("deno", 100), cdf("bun", 80)),
    `${start} 156 ms by bun, 195 ms by deno`,
  );
  assertEquals(titleOf(cdf("deno", 100), cdf("bun", 100)), `${start} 195 ms by each gateway`);
});

test("latencyDistributionChart's table has the percentiles, and its panels the limits", () => {
  const chart = latencyDistributionChart(resultSet(["deno"], { cdfs: [cdf("deno", 100)] }))!;
  assertEquals(chart.table.rows[0]!.map(({ text }) => text), [
    ...["deno", "100", "3", "150.0", "195.0", "199.0", "200.0"],
    ...["1150.0", "1195.0", "1199.0", "1200.0"],
  ]);
  const [newest] = (chart.drawing as LinesDrawing).panels;
  assertEquals(newest!.limits, [
    { text: "p50 ≤ 200 ms", x: 200, y: 0.5 },
    { text: "p95 ≤ 350 ms", x: 350, y: 0.95 },
  ]);
});

test("latencyDistributionChart shows of a search what is confirmed", () => {
  const cdfs = [cdf("deno", 100, 400), cdf("deno", 250, 500)];
  const brackets = [reportBracket("deno", "400p 400p 500f 500f")];
  const chart = latencyDistributionChart(resultSet(["deno"], { cdfs, brackets }))!;
  assertEquals(chart.table.rows.map(([, sessions]) => sessions!.value), [400]);
  const failed = { cdfs: cdfs.slice(1), brackets };
  assertEquals(latencyDistributionChart(resultSet(["deno"], failed)), undefined);
});

test("latencyDistributionChart's title doesn't hide that loads differ", () => {
  const cdfs = [cdf("deno", 100, 400), cdf("bun", 80, 900)];
  const brackets = [reportBracket("deno", "400p 400p"), reportBracket("bun", "900p 900p")];
  const title = "95 % of the newest frames are answered within 156 ms by bun, 195 ms by deno";
  const titleOf = (changes: Partial<ResultSet>) =>
    latencyDistributionChart(resultSet(["deno", "bun"], { cdfs, ...changes }))!.title;
  assertEquals(titleOf({ brackets }), `At what each holds, ${title}`);
  assertEquals(titleOf({}), `At loads that differ, ${title}`);
});

test("latencyDistributionChart has panels for each number of workers, as they share a look", () => {
  const labels = ["deno", "deno-2w", "bun", "bun-2w"];
  const cdfs = labels.map((label) => cdf(label, 100));
  const { drawing } = latencyDistributionChart(resultSet(labels, { cdfs }))!;
  const panels = (drawing as LinesDrawing).panels;
  assertEquals(panels.map(({ title, lines }) => [title, lines.map(({ label }) => label)]), [
    ["newest frame → partial, 1 worker", ["deno", "bun"]],
    ["oldest frame → partial, 1 worker", ["deno", "bun"]],
    ["newest frame → partial, 2 workers", ["deno-2w", "bun-2w"]],
    ["oldest frame → partial, 2 workers", ["deno-2w", "bun-2w"]],
  ]);
});

test("latencyDistributionChart shows a gateway that answered once", () => {
  const once = {
    ...cdf("deno", 100),
    newest: [{ ms: 100, share: 1 }],
    oldest: [{ ms: 1, share: 1 }],
  };
  const { drawing } = latencyDistributionChart(resultSet(["deno"], { cdfs: [once] }))!;
  assertEquals((drawing as LinesDrawing).panels[0]!.lines[0]!.points, [[100, 1]]);
});

test("latencyDistributionChart leaves out a gateway that answered nothing", () => {
  const silent = { ...cdf("bun", 0), newest: [], oldest: [] };
  const chartOf = (...cdfs: readonly LatencyCdf[]) =>
    latencyDistributionChart(resultSet(["deno", "bun"], { cdfs }));
  assertEquals(chartOf(cdf("deno", 100), silent), chartOf(cdf("deno", 100)));
  assertEquals(chartOf(silent), undefined);
});

test("latencyDistributionChart isn't there without histograms", () => {
  assertEquals(latencyDistributionChart(resultSet(["deno"])), undefined);
});
