import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { runSummary } from "@stt-bench/results/testing";
import { plainDisplay } from "../fixtures/plain_display.ts";
import { renderStall } from "./render_stall.ts";

const summary = runSummary({
  oldest_from_schedule: { p50_ms: 3633, p95_ms: 4481, p99_ms: 4483, p999_ms: 4485, max_ms: 4485 },
  send_wait: { p50_ms: 1100, p95_ms: 3500, p99_ms: 3795, p999_ms: 3840, max_ms: 3848 },
});
const claims = [{ claim: "it rains", holds: true }, { claim: "it snows", holds: false }];
const report = { variant: "bun", stopped_ms: 4001, claims, summary, gateway_ledger: null };

test("renderStall puts both clocks side by side", () => {
  const lines = renderStall(report, plainDisplay).split("\n");
  assertStringIncludes(lines[0]!, "bun: stopped for 4.0 s in the middle of");
  const cells = (label: string) =>
    lines.find((line) => line.includes(label))!.split("│").map((cell) => cell.trim()).slice(2, 4);
  assertEquals(cells("oldest frame → partial, p50"), ["1084 ms", "3633 ms"]);
  assertEquals(cells("send wait, p99"), ["", "3795 ms"]);
  assertEquals(cells("send lateness, max"), ["", "0.8 ms"]);
});

test("renderStall says what was shown and what was not, and the verdict with its reasons", () => {
  const text = renderStall(report, plainDisplay);
  assertStringIncludes(text, "✔ shown: it rains\n✘ NOT shown: it snows\n");
  assertStringIncludes(text, `\nFAIL: ${summary.slo.reasons.join(", ")}\n`);
  assertStringIncludes(text, `ledger: ${summary.frames_sent} frames sent = `);
  assertStringIncludes(text, "came 3.6 s or more after their oldest frame was due");
});
