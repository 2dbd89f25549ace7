import { test } from "node:test";
import { BALANCED, evaluateSlo } from "@stt-bench/results";
import type { Measurements } from "@stt-bench/results";
import { flatLatency, goodRun } from "@stt-bench/results/testing";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { report } from "./report.ts";

function reportOf(changes: Partial<Measurements>): string {
  const run = goodRun(changes);
  const { verdict, ...judgement } = evaluateSlo(run, BALANCED);
  return report({ ...run, verdict, slo: { profile: BALANCED.name, ...judgement } });
}

test("report says what was measured, what it was held against, and the verdict", () => {
  assertEquals(
    reportOf({ service_name: "deno", missing_partials: 3 }),
    `deno: 100 sessions, 10 s measured, 1000 partials

                         p50         p95         p99         max
newest frame        110.0 ms    110.0 ms    110.0 ms    110.0 ms
  from schedule     111.0 ms    111.0 ms    111.0 ms    111.0 ms
oldest frame       1090.0 ms   1090.0 ms   1090.0 ms   1090.0 ms
  from schedule    1091.0 ms   1091.0 ms   1091.0 ms   1091.0 ms
flush lateness        1.0 ms      1.0 ms      1.0 ms      1.0 ms
send lateness         1.0 ms      1.0 ms      1.0 ms      1.0 ms
send wait             0.0 ms      0.0 ms      0.0 ms      0.0 ms

valid, if:
  ok       send lateness p99          1 ≤ 10 ms
  ok       generator CPU              40 ≤ 85 %
  ok       generator throttled        0 ≤ 0 ms
  ok       generator steal            0 ≤ 5 %
  ok       run                        whole = whole
passed, if:
  ok       newest p50                 110 ≤ 200 ms
  ok       newest p95                 110 ≤ 350 ms
  ok       oldest p50                 1090 ≤ 1200 ms
  ok       oldest p95                 1090 ≤ 1650 ms
  ok       newest p50 from schedule   111 ≤ 200 ms
  ok       newest p95 from schedule   111 ≤ 350 ms
  ok       oldest p50 from schedule   1091 ≤ 1200 ms
  ok       oldest p95 from schedule   1091 ≤ 1650 ms
  ok       error ratio                0 ≤ 0.00001
  ok       partials                   1000 ≥ 1
  FAIL     missing partials           3 ≤ 0
  ok       missing frames             0 ≤ 0
  ok       silent sessions            0 ≤ 0

frames: 80000 sent = 79000 acknowledged + 0 in errors + 0 dropped + 1000 open at the close
partials due in the window: 900, missing: 3
generator: bun 1.4.5, 40 % CPU

FAIL (balanced):
  missing partials 3 > 0
`,
  );
});

test("report says of an invalid run which check did not hold", () => {
  const text = reportOf({ send_lateness: flatLatency(25) });
  assertStringIncludes(text, "  INVALID  send lateness p99          25 ≤ 10 ms\n");
  assertStringIncludes(text, "INVALID (balanced):\n  generator-limited: send lateness p99 25 ms");
});

test("report names what broke", () => {
  const text = reportOf({
    broken_sessions: [{ cause: "connection_lost", count: 2, example: "reset" }],
    inference_error_counts: [{ stage: "inference_request", kind: "timeout", count: 3 }],
  });
  assertStringIncludes(text, "broken: 2 × connection_lost, e.g. reset\n");
  assertStringIncludes(text, "inference errors: 3 × inference_request timeout\n");
});
