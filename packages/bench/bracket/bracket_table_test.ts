import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { bracketResult } from "@stt-bench/results";
import type { BracketOutcome, BracketResult } from "@stt-bench/results";
import { historyOf, searchOptions } from "@stt-bench/results/testing";
import { plainDisplay } from "../fixtures/plain_display.ts";
import { renderBracketTable } from "./bracket_table.ts";

function result(outcome: BracketOutcome, history: string): BracketResult {
  return bracketResult(outcome, historyOf(history), searchOptions());
}

test("renderBracketTable sets capacities side by side", () => {
  const columns = [
    {
      target: "deno",
      result: result("bracketed", "300p 300p 315p 315f 325p 325f 335f 335p 345f 345f"),
    },
    { target: "node", result: result("bracketed", "400p 400p 420f 420f") },
    { target: "bun", result: result("generator-limited", "1000p 1000p 1050i 1050i 1050i") },
    { target: "mine", result: result("invalid", "100i 100i 100i") },
  ];
  assertEquals(
    renderBracketTable(columns, "sessions at 0.25 vCPU", plainDisplay),
    `┌───────────────────────┬──────────────┬──────────────┬───────────────────┬─────────┐
│                       │         deno │         node │               bun │    mine │
├───────────────────────┼──────────────┼──────────────┼───────────────────┼─────────┤
│ result                │    bracketed │    bracketed │ generator-limited │ invalid │
├───────────────────────┼──────────────┼──────────────┼───────────────────┼─────────┤
│ sessions at 0.25 vCPU │          300 │          400 │            ≥ 1000 │       – │
│   borderline          │    315 … 335 │            – │                 – │       – │
│   first solid fail    │          345 │          420 │                 – │       – │
├───────────────────────┼──────────────┼──────────────┼───────────────────┼─────────┤
│ failing gate          │   newest p95 │   newest p95 │                 – │       – │
│ error mode            │ latency edge │ latency edge │                 – │       – │
│ points measured       │           10 │            4 │                 5 │       3 │
└───────────────────────┴──────────────┴──────────────┴───────────────────┴─────────┘`,
  );
});

const capacities: [outcome: BracketOutcome, history: string, capacity: string][] = [
  ["bracketed", "400p 400p 420f 420f", "400"],
  ["at-cap", "900p 900p", "≥ 900"],
  ["unfinished", "400p 400p 500p", "≥ 400"],
  ["unfinished", "400p", "–"],
  ["below-min", "1f 1f", "0"],
  ["non-monotonic", "1f 1f 8p 8p", "8"],
];

for (const [outcome, history, capacity] of capacities) {
  test(`renderBracketTable shows ${capacity} for a search that ended ${outcome}: ${history}`, () => {
    const columns = [{ target: "x", result: result(outcome, history) }];
    const table = renderBracketTable(columns, "sessions on 1 CPU", plainDisplay);
    const line = table.split("\n").find((line) => line.includes("sessions on 1 CPU"))!;
    assertEquals(line.split("│")[2]!.trim(), capacity);
  });
}
