import type { RunSummary } from "@stt-bench/results";
import { FLUSH_INTERVAL_MS } from "./stall_plan.ts";
import type { StallReport } from "./stall_report.ts";

/** What {@linkcode checkClaims} looks at. */
export type Findings = Omit<StallReport, "claims">;

type Check = (findings: Findings) => boolean;

const CLAIMS: readonly (readonly [claim: string, holds: Check])[] = [
  ["the gateway fails", ({ summary }) => summary.verdict === "fail"],
  [
    "it is not taken for lateness of the load generator",
    ({ summary, stopped_ms }) => isOnTime(summary) && summary.send_lateness.max_ms < stopped_ms / 2,
  ],
  [
    "sends block for longer than a flush interval",
    ({ summary }) => summary.send_wait.max_ms > FLUSH_INTERVAL_MS,
  ],
  [
    "latencies from the schedule show the whole stall",
    ({ summary, stopped_ms }) => summary.oldest_from_schedule.max_ms >= stopped_ms,
  ],
  [
    "latencies from the actual send hide a part of it",
    ({ summary: { oldest_from_schedule, oldest_frame_to_partial_latency }, stopped_ms }) =>
      oldest_from_schedule.p50_ms >= oldest_frame_to_partial_latency.p50_ms + stopped_ms / 4,
  ],
  ["load generator and gateway account for each frame alike", isAccountedFor],
];

/** Holds what came out against what the demonstration is to show. */
export function checkClaims(findings: Findings): StallReport["claims"] {
  return CLAIMS.map(([claim, holds]) => ({ claim, holds: holds(findings) }));
}

function isOnTime({ slo }: RunSummary): boolean {
  return slo.checks.some(({ check, ok }) => check === "send lateness p99" && ok);
}

function isAccountedFor({ summary, gateway_ledger: gateway }: Findings): boolean {
  const { ledger, frames_sent, frames_unsent, missing_frames } = summary;
  const { acknowledged, in_errors, dropped, still_open } = ledger;
  return gateway !== null && frames_unsent === 0 && missing_frames === 0 && dropped > 0 &&
    frames_sent === acknowledged + in_errors + dropped + still_open &&
    frames_sent === gateway.received && acknowledged === gateway.acknowledged &&
    in_errors === gateway.failed && dropped === gateway.dropped &&
    still_open === gateway.discarded;
}
