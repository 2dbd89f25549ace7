import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { publishedResults } from "../model/published_results.ts";
import { reportBracket, resultSet, runsWithCpu } from "../testing/result_set.ts";
import { createCharts } from "./create_charts.ts";

const bench = resultSet(["deno", "bun"], {
  runs: [...runsWithCpu("deno", 600, 610), ...runsWithCpu("bun", 300, 310)],
  flags: [{ kind: "quick-profile", level: "note", label: "quick profile", text: "A first look." }],
});
const bracket = resultSet(["deno"], {
  id: "2026-11-21T15-00-00Z-bracket",
  program: "bracket",
  brackets: [reportBracket("deno", "500p 500p 600f 600f")],
});

test("createCharts makes those that the data has something for, and no other", () => {
  const charts = createCharts({ sets: [bench, bracket], published: publishedResults });
  assertEquals(charts.map(({ id, set }) => [id, set]), [
    ["capacity", bracket.id],
    ["cost", bench.id],
    ["memory", bench.id],
    ["send-lateness", bench.id],
  ]);
});

test("createCharts draws nine gateways with 1 and 2 workers so that lines can be told apart", () => {
  const labels = ["deno", "node", "bun"]
    .flatMap((runtime) => [runtime, `${runtime}-tuned`, `${runtime}-reactor`])
    .flatMap((variant) => [variant, `${variant}-2w`]);
  const second = { partials: 10, newestP50Ms: 1, newestP95Ms: 1, oldestP50Ms: 1, oldestP95Ms: 1 };
  const overTime = [0, 1, 2].map((atSecs) => ({ ...second, atSecs }));
  const runs = labels.flatMap((label) => runsWithCpu(label, 300, 310))
    .map((run) => ({ ...run, overTime }));
  const points = [{ ms: 1, share: 1 }];
  const cdfs = labels.map((target) => ({
    target,
    sessions: 100,
    runs: 2,
    newest: points,
    oldest: points,
    newestFromSchedule: points,
    oldestFromSchedule: points,
  }));
  const set = resultSet(labels, { runs, cdfs });
  const charts = createCharts({ sets: [set], published: publishedResults });
  const drawings = charts.map(({ drawing }) => drawing);
  assertEquals(charts.map(({ kind }) => kind), [
    "latency-distribution",
    "latency-over-time",
    "cost",
    "memory",
    "send-lateness",
  ]);
  for (const { lines } of drawings.flatMap((one) => one.type === "lines" ? one.panels : [])) {
    assertEquals(lines.length, 9);
    assertEquals(new Set(lines.map(({ style }) => JSON.stringify(style))).size, 9);
  }
  for (const { bars } of drawings.filter((one) => one.type === "bars")) {
    assertEquals(new Set(bars.map(({ label }) => label)).size, 18);
  }
});

test("createCharts keeps sets apart: each has a picture of its own, with an id of its own", () => {
  const again = { ...bench, id: "2026-11-22T12-00-00Z-bench" };
  const charts = createCharts({ sets: [bench, again], published: publishedResults });
  assertEquals(
    charts.filter(({ kind }) => kind === "cost").map(({ id, set }) => [id, set]),
    [["cost", bench.id], ["cost-2", again.id]],
  );
});

test("createCharts says of each where it comes from, and what to know of it", () => {
  const [cost] = createCharts({ sets: [bench], published: publishedResults });
  for (const part of ["100 sessions", "Deno 2.9.6", "A CPU, 2 cores", "2026-11-21", "012345678"]) {
    assertStringIncludes(cost!.source, part);
  }
  assertEquals(cost!.flags, bench.flags);
});

test("createCharts' charts survive JSON, as a page carries them", () => {
  const charts = createCharts({ sets: [bench, bracket], published: publishedResults });
  assertEquals(JSON.parse(JSON.stringify(charts)), charts);
});
