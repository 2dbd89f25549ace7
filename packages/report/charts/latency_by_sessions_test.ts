import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { flatLatency, runSummary } from "@stt-bench/results/testing";
import { reportBracket, reportRun, resultSet } from "../testing/result_set.ts";
import type { LinesDrawing } from "./drawing/lines_drawing.ts";
import { latencyBySessionsChart } from "./latency_by_sessions.ts";

function runAt(target: string, sessions: number, newestMs: number, round = 1) {
  const outcome = newestMs > 200 ? "fail" : "pass";
  const newest_frame_to_partial_latency = flatLatency(newestMs);
  return reportRun(target, {
    sessions,
    round,
    outcome,
    summary: { newest_frame_to_partial_latency },
  });
}

const runs = [runAt("deno", 100, 100), runAt("deno", 200, 150), runAt("deno", 200, 250, 2)];

test("latencyBySessionsChart draws medians of each number of sessions, with the limits", () => {
  const chart = latencyBySessionsChart(resultSet(["deno"], { runs }))!;
  const [newestP50] = (chart.drawing as LinesDrawing).panels;
  assertEquals(newestP50!.title, "newest p50, ms");
  assertEquals(newestP50!.lines[0]!.points, [[100, 100], [200, 200]]);
  assertEquals(newestP50!.limits, [{ text: "limit 200 ms", y: 200 }]);
  assertEquals(chart.table.rows.map((row) => row.slice(0, 5).map(({ text }) => text)), [
    ["deno", "100", "1", "1", "100.0"],
    ["deno", "200", "2", "1", "200.0"],
  ]);
  assertStringIncludes(
    chart.description,
    "deno: newest p95 is 100 ms with 100 sessions and 200 ms with 200.",
  );
});

test("latencyBySessionsChart has a gap where no partial came, not a latency of 0", () => {
  const silent = reportRun("deno", {
    sessions: 300,
    outcome: "fail",
    summary: { partials: 0, newest_frame_to_partial_latency: flatLatency(0) },
  });
  const set = resultSet(["deno"], { runs: [...runs, silent] });
  const { drawing, description, table } = latencyBySessionsChart(set)!;
  const [newestP50] = (drawing as LinesDrawing).panels;
  assertEquals(newestP50!.lines[0]!.points, [[100, 100], [200, 200], [300, null]]);
  assertEquals(table.rows.at(-1)!.slice(0, 5).map(({ text }) => text), [
    ...["deno", "300", "1", "0", "–"],
  ]);
  assertStringIncludes(description, "100 ms with 100 sessions and not known with 300.");
  const neverAnswered = [100, 200].map((sessions) => ({ ...silent, sessions }));
  const { drawing: empty } = latencyBySessionsChart(resultSet(["deno"], { runs: neverAnswered }))!;
  const { min, max } = (empty as LinesDrawing).panels[0]!.yRange!;
  assertEquals([min, max], [0, 250]);
});

test("latencyBySessionsChart's title says what a search found to break first", () => {
  const both = [...runs, runAt("bun", 100, 90), runAt("bun", 200, 100)];
  const titleOf = (...brackets: readonly ReturnType<typeof reportBracket>[]) =>
    latencyBySessionsChart(resultSet(["deno", "bun"], { runs: both, brackets }))!.title;
  const deno = reportBracket("deno", "100p 100p 200f 200f");
  const bun = reportBracket("bun", "100p 100p 200f 200f");
  assertEquals(titleOf(deno), "deno broke first at newest p95");
  assertEquals(titleOf(deno, bun), "Every gateway broke first at newest p95");
  const result = { ...bun.result, failingGate: "error ratio" };
  assertEquals(
    titleOf(deno, { ...bun, result }),
    "What broke first: deno at newest p95; bun at error ratio",
  );
});

test("latencyBySessionsChart's title says without a search what the runs tell", () => {
  const titleOf = (...runs: readonly ReturnType<typeof runAt>[]) =>
    latencyBySessionsChart(resultSet(["deno", "bun"], { runs }))!.title;
  assertEquals(
    titleOf(runAt("deno", 100, 90), runAt("deno", 200, 95), runAt("bun", 100, 80)),
    "No valid run broke the service level: deno up to 200 and bun up to 100 sessions",
  );
  const late = runAt("deno", 200, 250);
  const slo = runSummary({ newest_frame_to_partial_latency: flatLatency(250) }).slo;
  const judged = { ...late, summary: { ...late.summary!, slo } };
  assertEquals(titleOf(runAt("deno", 100, 90), judged), "deno broke first at newest p50");
  const { slo: _, ...summary } = late.summary!;
  const unjudged = { ...late, summary };
  assertEquals(titleOf(runAt("deno", 100, 90), unjudged), "deno broke first at the service level");
});

test("latencyBySessionsChart isn't there when each gateway had one number of sessions", () => {
  const single = [runAt("deno", 100, 100), runAt("deno", 100, 101, 2), runAt("bun", 200, 90)];
  assertEquals(latencyBySessionsChart(resultSet(["deno", "bun"], { runs: single })), undefined);
});
