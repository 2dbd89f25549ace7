import type { Measurements } from "./run_summary.ts";

/** All errors of a run: protocol, inference, and timeouts of every kind. */
export function totalErrors(run: Measurements): number {
  const { connect, send, close, session } = run.timeouts;
  return run.protocol_errors + run.inference_errors + connect + send + close + session;
}

/** Errors / (partials + errors); 0 when there was neither. */
export function errorRatio(run: Measurements): number {
  const errors = totalErrors(run);
  return errors === 0 ? 0 : errors / (run.partials + errors);
}
