import { findDeviation } from "../deviations.ts";
import type { Outcome } from "../report/variant_results.ts";

/** What is wrong with a variant, after a case; nothing if it passed. */
export interface Findings {
  /** What the case says. */
  readonly problem?: string | undefined;
  /** What the accounts say of gateways that the case left alive. */
  readonly imbalance?: string | undefined;
}

/** How a case ended, and why if it did not pass. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly detail?: string;
}

/**
 * Judges the case `name` of `variant`. Where a deviation is documented it must fail, and say what is
 * written there: anything else, a pass included, is a fail. Nothing excuses accounts that are wrong.
 */
export function judge(variant: string, name: string, findings: Findings): Judgement {
  const { problem, imbalance } = findings;
  if (imbalance !== undefined) {
    const detail = problem === undefined ? imbalance : `${problem}; ${imbalance}`;
    return { outcome: "fail", detail };
  }
  const deviation = findDeviation(variant, name);
  if (deviation === undefined) {
    return problem === undefined ? { outcome: "pass" } : { outcome: "fail", detail: problem };
  }
  if (problem?.includes(deviation.seen)) return { outcome: "exception", detail: problem };
  const got = problem ?? "a pass";
  const detail = `Expected the documented exception "${deviation.seen}", got ${got}`;
  return { outcome: "fail", detail };
}
