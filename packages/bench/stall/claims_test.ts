import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { RunSummary } from "@stt-bench/results";
import { runSummary } from "@stt-bench/results/testing";
import { checkClaims } from "./claims.ts";
import type { Findings } from "./claims.ts";

const ledger = { acknowledged: 7050, in_errors: 0, dropped: 968, still_open: 19 };
const late = { p50_ms: 3633, p95_ms: 4481, p99_ms: 4485, p999_ms: 4485, max_ms: 4485 };

/** What a stall of 4 s showed, with `changes`. */
function findings(changes: Partial<RunSummary> = {}): Findings {
  const summary = runSummary({
    oldest_from_schedule: late,
    oldest_frame_to_partial_latency: { ...late, p50_ms: 1025 },
    send_wait: { p50_ms: 1100, p95_ms: 3500, p99_ms: 3795, p999_ms: 3840, max_ms: 3848 },
    ledger,
    frames_sent: 8037,
    frames_unsent: 0,
    missing_frames: 0,
    ...changes,
  });
  const gateway_ledger = {
    received: 8037,
    acknowledged: 7050,
    failed: 0,
    dropped: 968,
    discarded: 19,
    in_flight: 0,
    buffered: 0,
  };
  return { variant: "node", stopped_ms: 4000, summary, gateway_ledger };
}

function broken(given: Findings): string[] {
  return checkClaims(given).filter(({ holds }) => !holds).map(({ claim }) => claim);
}

test("checkClaims is content with a stall that was seen", () => {
  assertEquals(broken(findings()), []);
});

const unlike: [claim: string, Partial<RunSummary>][] = [
  ["sends block for longer than a flush interval", { send_wait: { ...late, max_ms: 900 } }],
  [
    "latencies from the schedule show the whole stall",
    { oldest_from_schedule: { ...late, max_ms: 3999 } },
  ],
  [
    "latencies from the actual send hide a part of it",
    { oldest_frame_to_partial_latency: late },
  ],
  [
    "it is not taken for lateness of the load generator",
    { send_lateness: { p50_ms: 1, p95_ms: 2, p99_ms: 3, p999_ms: 3000, max_ms: 3800 } },
  ],
  ["load generator and gateway account for each frame alike", { frames_sent: 8038 }],
  ["load generator and gateway account for each frame alike", { missing_frames: 1 }],
  [
    "load generator and gateway account for each frame alike",
    { ledger: { ...ledger, acknowledged: 7049, still_open: 20 } },
  ],
];

for (const [claim, changes] of unlike) {
  test(`checkClaims says that not ${claim}: ${JSON.stringify(changes)}`, () => {
    assertEquals(broken(findings(changes)), [claim]);
  });
}

test("checkClaims says that the gateway passed, or that nothing can be said of it", () => {
  assertEquals(broken({ ...findings(), summary: { ...findings().summary, verdict: "pass" } }), [
    "the gateway fails",
  ]);
  const lateness = { p50_ms: 11, p95_ms: 12, p99_ms: 13, p999_ms: 14, max_ms: 15 };
  assertEquals(broken(findings({ send_lateness: lateness })), [
    "the gateway fails",
    "it is not taken for lateness of the load generator",
  ]);
});

test("checkClaims wants the gateway's own count", () => {
  assertEquals(broken({ ...findings(), gateway_ledger: null }), [
    "load generator and gateway account for each frame alike",
  ]);
});
