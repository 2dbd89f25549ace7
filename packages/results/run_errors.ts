import type { ExistingSummary } from "./run_summary.ts";

type Counts = Pick<
  ExistingSummary,
  "partials" | "protocol_errors" | "inference_errors" | "timeouts"
>;

/** All errors of a run: protocol, inference, and timeouts of every kind. */
export function totalErrors(run: Counts): number {
  const { connect, send, close, session } = run.timeouts;
  return run.protocol_errors + run.inference_errors + connect + send + close + session;
}

/** Errors / (partials + errors); 0 when there was neither. */
export function errorRatio(run: Counts): number {
  const errors = totalErrors(run);
  return errors === 0 ? 0 : errors / (run.partials + errors);
}
