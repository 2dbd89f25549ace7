import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { flatLatency } from "./testing/good_run.ts";
import { existingRun } from "./testing/existing_run.ts";
import { BALANCED, evaluateExisting } from "./mod.ts";
import type { ExistingSummary } from "./mod.ts";

const cases: [what: string, changes: Partial<ExistingSummary>, reasons: string[]][] = [
  ["in time, without errors", {}, []],
  [
    "late",
    { newest_frame_to_partial_latency: flatLatency(213) },
    ["newest p50 213 ms > 200 ms"],
  ],
  [
    "with an error in a thousand partials",
    { timeouts: { connect: 0, send: 1, close: 0, session: 0 } },
    ["error ratio 0.000999000999000999 > 0.00001"],
  ],
  ["without partials", { partials: 0 }, ["partials 0 < 1"]],
];

for (const [what, changes, reasons] of cases) {
  const verdict = reasons.length === 0 ? "pass" : "fail";
  test(`evaluateExisting of a run ${what}: ${verdict}`, () => {
    const evaluation = evaluateExisting(existingRun(changes), BALANCED);
    assertEquals([evaluation.verdict, evaluation.reasons], [verdict, reasons]);
    assertEquals(evaluation.gates.map(({ gate }) => gate), [
      "newest p50",
      "newest p95",
      "oldest p50",
      "oldest p95",
      "error ratio",
      "partials",
    ]);
  });
}
