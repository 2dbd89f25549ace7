import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import type { SoakReport } from "@stt-bench/results";
import { resultSet } from "../testing/result_set.ts";
import type { LinesDrawing } from "./drawing/lines_drawing.ts";
import { memoryOverTimeChart } from "./memory_over_time.ts";

function course(target: string, verdict: SoakReport["memory"]["verdict"]): SoakReport {
  return {
    schema_version: 1,
    target,
    memory: {
      verdict,
      bytes_per_hour: 2e6,
      low_bytes_per_hour: 1e6,
      high_bytes_per_hour: 3e6,
      grown_bytes: 1e6,
      mean_bytes: 80e6,
    },
    latency: {
      first_quarter: { p50_ms: 90, p95_ms: 110 },
      last_quarter: { p50_ms: 91, p95_ms: 112 },
    },
    samples: Array.from({ length: 1000 }, (_, at_secs) => ({
      at_secs,
      sessions_open: 100,
      errors: 0,
      newest_p50_ms: 90,
      newest_p95_ms: at_secs < 5 ? null : at_secs === 8 ? 900 : 110,
      rss_bytes: 80e6,
    })),
  };
}

test("memoryOverTimeChart's title says whose memory grows", () => {
  const titleOf = (...courses: readonly SoakReport[]) =>
    memoryOverTimeChart(resultSet(courses.map(({ target }) => target), { courses }))!.title;
  assertEquals(titleOf(course("deno", "steady")), "Memory of deno stays level");
  assertEquals(
    titleOf(course("deno", "unknown")),
    "Whether memory of deno grows, nobody can tell yet",
  );
  assertEquals(
    titleOf(course("deno", "leak"), course("bun", "steady"), course("node", "unknown")),
    "Memory of deno grows without end; memory of bun stays level; whether that of node grows, nobody can tell yet",
  );
});

test("memoryOverTimeChart draws as many points as a picture shows, and loses no peak", () => {
  const courses = [course("deno", "steady")];
  const { drawing, subtitle, table } = memoryOverTimeChart(resultSet(["deno"], { courses }))!;
  const [memory, newest] = (drawing as LinesDrawing).panels;
  assertEquals(memory!.lines[0]!.points.length, 200);
  assertEquals(memory!.lines[0]!.points[12], [1, 80]);
  assertEquals(newest!.lines[0]!.points.slice(0, 3), [[0, null], [5 / 60, 900], [10 / 60, 110]]);
  assert(subtitle.endsWith("Each point is the highest of 5 samples."), subtitle);
  assertEquals(table.rows[0]!.map(({ text }) => text), [
    "deno",
    "steady",
    "80.0",
    "2.0",
    "110.0",
    "112.0",
  ]);
});

test("memoryOverTimeChart isn't there without a soak, or a sample of it", () => {
  assertEquals(memoryOverTimeChart(resultSet(["deno"])), undefined);
  const courses = [{ ...course("deno", "unknown"), samples: [] }];
  assertEquals(memoryOverTimeChart(resultSet(["deno"], { courses })), undefined);
});
