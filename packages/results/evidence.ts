import type { Measurements, RunSummary } from "./run_summary.ts";

/**
 * What is known of a run when it is judged: what the load generator measured, and what whoever
 * started the other programs knows of them.
 */
export type Evidence =
  & Measurements
  & Partial<Pick<RunSummary, "simulator" | "gateway" | "gateway_ledger" | "gateway_sessions">>;
