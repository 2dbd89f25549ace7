import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Outcome } from "@stt-bench/results";
import { flatLatency } from "@stt-bench/results/testing";
import { reportRun, resultSet } from "../testing/result_set.ts";
import type { RangesDrawing } from "./drawing/ranges_drawing.ts";
import { sendLatenessChart } from "./send_lateness.ts";

function lateRun(ms: number, round: number, outcome: Outcome = "pass") {
  return reportRun("deno", { round, outcome, summary: { send_lateness: flatLatency(ms) } });
}

test("sendLatenessChart clears a load generator that was on time", () => {
  const runs = [lateRun(2, 1), lateRun(4, 2), lateRun(3, 3)];
  const chart = sendLatenessChart(resultSet(["deno"], { runs }))!;
  assertEquals(
    chart.title,
    "The load generator was on time: p99 is at most 4.0 ms in the runs that count, 10 ms are allowed",
  );
  assertEquals(chart.table.rows[0]!.map(({ text }) => text), [
    ...["deno", "3", "3.0", "3.0", "3.0", "0", "–"],
  ]);
});

test("sendLatenessChart says in which runs it was late, and draws them apart", () => {
  const runs = [lateRun(2, 1), lateRun(20, 2, "invalid")];
  const chart = sendLatenessChart(resultSet(["deno"], { runs }))!;
  assertEquals(
    chart.title,
    "The load generator was late in 1 of 2 runs, which don’t count; p99 is at most 2.0 ms in the " +
      "runs that count, 10 ms are allowed",
  );
  const [row] = (chart.drawing as RangesDrawing).rows;
  assertEquals(row!.values.filter(({ tone }) => tone === "doubtful").map(({ value }) => value), [
    20,
  ]);
});

test("sendLatenessChart says when no run counts", () => {
  const { title } = sendLatenessChart(resultSet(["deno"], { runs: [lateRun(20, 1, "invalid")] }))!;
  assertEquals(
    title,
    "The load generator was late in 1 of 1 runs, which don’t count; no run counts",
  );
});

test("sendLatenessChart can show a lateness of zero on its logarithmic axis", () => {
  const { drawing } = sendLatenessChart(resultSet(["deno"], { runs: [lateRun(0, 1)] }))!;
  const { x, rows } = drawing as RangesDrawing;
  assertEquals(rows[0]!.values.every(({ value }) => value >= x.min! && value > 0), true);
});

test("sendLatenessChart isn't there where nobody knows", () => {
  const { send_lateness: _, ...summary } = reportRun("deno").summary!;
  const runs = [{ ...reportRun("deno"), summary }];
  assertEquals(sendLatenessChart(resultSet(["deno"], { runs })), undefined);
});
