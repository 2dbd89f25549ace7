import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { reportRun, resultSet } from "../testing/result_set.ts";
import { memoryChart } from "./memory.ts";

function runsWithMemory(target: string, ...kB: readonly number[]) {
  return kB.map((value, i) => {
    const gateway = { ...reportRun(target).summary!.gateway!, rss_bytes_per_session: value * 1000 };
    return reportRun(target, { round: i + 1, summary: { gateway } });
  });
}

test("memoryChart ranks the gateways by their memory per session", () => {
  const runs = [...runsWithMemory("deno", 188, 189, 190), ...runsWithMemory("bun", 64, 65, 63)];
  const chart = memoryChart(resultSet(["deno", "bun"], { runs }))!;
  assertEquals(
    chart.title,
    "bun needs the least memory: 64 kB per session, 0.34 × what deno needs",
  );
  assertEquals(chart.table.rows.map((row) => row.map(({ value }) => value)), [
    ["bun", 3, 64, 63, 65],
    ["deno", 3, 189, 188, 190],
  ]);
});

test("memoryChart isn't there without runs", () => {
  assertEquals(memoryChart(resultSet(["deno"])), undefined);
});
