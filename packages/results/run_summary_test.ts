import { Ajv } from "ajv";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as v from "valibot";
import { goodRun } from "./testing/good_run.ts";
import { BALANCED, evaluateSlo, RunSummary } from "./mod.ts";
import { SUMMARY_JSON_SCHEMA_FILE, summaryJsonSchema } from "./summary_json_schema.ts";

function goodSummary(): RunSummary {
  const run = goodRun();
  const { verdict, ...judgement } = evaluateSlo(run, BALANCED);
  return { ...run, verdict, slo: { profile: BALANCED.name, ...judgement } };
}

test("The checked-in JSON Schema is the one that the Valibot schema makes", async () => {
  assertEquals(await readFile(SUMMARY_JSON_SCHEMA_FILE, "utf8"), summaryJsonSchema());
});

test("A summary starts with the fields of the existing benchmark, in its order", () => {
  const shuffled = Object.fromEntries(Object.entries(goodSummary()).reverse());
  const keys = Object.keys(
    v.parse(RunSummary, { service_name: "x", samples_file: "y", ...shuffled }),
  );
  assertEquals(
    keys.slice(0, 18).join(" "),
    "url service_name samples_file sessions repeat warmup_secs measure_secs ramp_up_secs " +
      "session_start_spread_ms partials protocol_errors inference_errors inference_error_counts " +
      "inference_error_samples timeouts newest_frame_to_partial_latency " +
      "oldest_frame_to_partial_latency flush_lateness",
  );
});

const wrong: [string, (summary: RunSummary) => unknown][] = [
  ["an unknown field", (summary) => ({ ...summary, extra: 1 })],
  ["a missing field", ({ ledger: _, ...summary }) => summary],
  ["a negative count", (summary) => ({ ...summary, partials: -1 })],
  ["a text for a number", (summary) => ({ ...summary, sessions: "100" })],
  ["an unknown verdict", (summary) => ({ ...summary, verdict: "maybe" })],
  ["an unknown cause", (summary) => ({
    ...summary,
    broken_sessions: [{ cause: "bad luck", count: 1, example: "" }],
  })],
];

for (const [what, change] of wrong) {
  test(`Both schemas of a summary refuse ${what}`, async () => {
    const validate = new Ajv().compile(
      JSON.parse(await readFile(SUMMARY_JSON_SCHEMA_FILE, "utf8")),
    );
    const value = change(goodSummary());
    assert(!v.is(RunSummary, value));
    assert(!validate(value));
  });
}

test("Both schemas of a summary accept a good one", async () => {
  const validate = new Ajv().compile(JSON.parse(await readFile(SUMMARY_JSON_SCHEMA_FILE, "utf8")));
  assert(v.is(RunSummary, goodSummary()));
  assert(validate(goodSummary()), JSON.stringify(validate.errors));
});
