import { GatewayLedger, RunSummary } from "@stt-bench/results";
import * as v from "valibot";

/** Strict schema of {@linkcode StallReport}. */
export const StallReport = v.strictObject({
  variant: v.string(),
  /** For how long the gateway really was stopped. */
  stopped_ms: v.number(),
  /** What the demonstration is to show, and whether it did. */
  claims: v.array(v.strictObject({ claim: v.string(), holds: v.boolean() })),
  summary: RunSummary,
  gateway_ledger: v.nullable(GatewayLedger),
});

/** What came of stopping a gateway; `gateway_ledger` is its own count, null if it gave none. */
export type StallReport = v.InferOutput<typeof StallReport>;
