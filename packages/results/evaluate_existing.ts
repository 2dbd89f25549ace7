import { existingGates } from "./slo_gates.ts";
import type { SloEvaluation } from "./evaluate_slo.ts";
import { describeGate } from "./evaluate_slo.ts";
import type { ExistingSummary } from "./run_summary.ts";
import type { SloProfile } from "./slo_profile.ts";

/**
 * Judges a run of the existing benchmark by `profile`, as far as its summary goes: latency from the
 * actual sends, errors, and that there were partials. Nothing tells whether its tools kept up, so it
 * is never invalid.
 */
export function evaluateExisting(run: ExistingSummary, profile: SloProfile): SloEvaluation {
  const gates = existingGates(run, profile);
  const reasons = gates.filter(({ ok }) => !ok).map(describeGate);
  return { verdict: reasons.length === 0 ? "pass" : "fail", checks: [], gates, reasons };
}
