import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { historyOf, searchOptions } from "../testing/bracket_history.ts";
import { bracketResult } from "./bracket_result.ts";
import { parseBracketState, toBracketFile } from "./bracket_state.ts";
import type { BracketState } from "./bracket_state.ts";

const options = searchOptions();
const history = historyOf("200p 400f 300p 315f 300p 315f");
const finished = { history, result: bracketResult("bracketed", history, options) };
const state: BracketState = {
  conditions: { profile: "quick", "cpu limit": "0.25 vCPU" },
  options,
  searches: [
    { target: "deno", ...finished },
    { target: "bun", history: historyOf("100i 100p 200f"), result: null },
    { target: "node", history: [], result: null },
  ],
};

/** The file of `state`, changed as JSON. */
function changedFile(change: (file: ReturnType<typeof toBracketFile>) => unknown): string {
  return JSON.stringify(change(toBracketFile(state)));
}

test("A bracket comes back from its file as it was", () => {
  assertEquals(parseBracketState(JSON.stringify(toBracketFile(state))), state);
});

test("A bracket's file has fields in snake_case", () => {
  const file = toBracketFile({ ...state, searches: state.searches.slice(0, 1) });
  assertEquals(Object.keys(file.options), [
    "start",
    "step",
    "min",
    "max",
    "confirmations",
    "invalid_retries",
    "max_probes",
  ]);
  assertEquals(file.searches[0]!.history.at(-1), {
    sessions: 315,
    verdict: "fail",
    failing_gates: ["newest p95"],
    errors: 0,
    reasons: ["newest p95 400 ms > 350 ms"],
  });
  assertEquals(file.searches[0]!.result, {
    outcome: "bracketed",
    confirmed: 300,
    borderline: [],
    first_solid_fail: 315,
    failing_gate: "newest p95",
    error_mode: "latency-edge",
    points: 6,
    reasons: ["315 sessions: newest p95 400 ms > 350 ms"],
  });
});

const wrong: [what: string, json: string, message: string][] = [
  ["what is no JSON", "{", "Cannot read the bracket so far: expected JSON"],
  ["an unknown field", changedFile((file) => ({ ...file, extra: 1 })), "extra: expected never"],
  [
    "another version",
    changedFile((file) => ({ ...file, schema_version: 2 })),
    "schema_version: expected 1, got 2",
  ],
  [
    "a verdict that there isn't",
    changedFile((file) => {
      Object.assign(file.searches[1]!.history[0]!, { verdict: "maybe" });
      return file;
    }),
    'searches.1.history.0.verdict: expected ("pass" | "fail" | "invalid"), got "maybe"',
  ],
  [
    "half a session",
    changedFile((file) => {
      file.searches[1]!.history[0]!.sessions = 0.5;
      return file;
    }),
    "searches.1.history.0.sessions",
  ],
  [
    "a minimum above the maximum",
    changedFile((file) => ({ ...file, options: { ...file.options, min: 20_000 } })),
    "options: expected min ≤ max",
  ],
];

for (const [what, json, message] of wrong) {
  test(`parseBracketState refuses ${what}`, () => {
    assertThrows(() => parseBracketState(json), Error, message);
  });
}
