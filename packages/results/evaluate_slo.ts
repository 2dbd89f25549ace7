import type { Evidence } from "./evidence.ts";
import { evaluateGates } from "./slo_gates.ts";
import type { SloProfile } from "./slo_profile.ts";
import { evaluateChecks } from "./validity_checks.ts";
import type { ValidityCheck } from "./validity_checks.ts";
import type { CheckResult, GateResult, Verdict } from "./verdict.ts";

/** How a run did against a profile; `reasons` is empty when it passed. */
export interface SloEvaluation {
  readonly verdict: Verdict;
  readonly checks: CheckResult[];
  readonly gates: GateResult[];
  readonly reasons: string[];
}

/**
 * Judges `run` by `profile`, by all that is known of it: can be called again when more is.
 *
 * A run is valid only if every check of {@linkcode VALIDITY_LIMITS} holds: the generator kept its
 * schedule, the simulator answered in time, the runtime was the pinned one, and nobody interrupted.
 * A valid run passes when every gate holds and the gateway lived to the end. Nothing that the gateway
 * alone does makes a run invalid.
 */
export function evaluateSlo(run: Evidence, profile: SloProfile): SloEvaluation {
  const validity = evaluateChecks(run);
  const checks = validity.map(({ result }) => result);
  const gates = evaluateGates(run, profile);
  const invalid = validity.filter(({ result }) => !result.ok).map(describeCheck);
  if (invalid.length > 0) return { verdict: "invalid", checks, gates, reasons: invalid };
  const reasons = gates.filter(({ ok }) => !ok).map(describeGate);
  if (run.ended === "gateway_lost") {
    reasons.unshift("no session was left before the end of the run");
  }
  return { verdict: reasons.length === 0 ? "pass" : "fail", checks, gates, reasons };
}

function describeCheck({ blame, result: { check, actual, limit, unit } }: ValidityCheck): string {
  if (typeof limit === "string") return `${blame}: ${check} is ${actual}, expected ${limit}`;
  return `${blame}: ${check} ${withUnit(actual, unit)} > ${withUnit(limit, unit)}`;
}

/** A gate that did not hold, in words. */
export function describeGate({ gate, bound, actual, limit, unit }: GateResult): string {
  return `${gate} ${withUnit(actual, unit)} ${bound === "max" ? ">" : "<"} ${
    withUnit(limit, unit)
  }`;
}

function withUnit(value: number | string, unit: string | undefined): string {
  return unit === undefined ? `${value}` : `${value} ${unit}`;
}
