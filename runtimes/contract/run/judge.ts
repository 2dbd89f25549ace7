import { findDeviation } from "../deviations.ts";
import type { Outcome } from "../report/variant_results.ts";

/** What is wrong with a variant, after a case; no problem if it passed. */
export interface Findings {
  /** What is worth knowing if it passed. */
  readonly note?: string | undefined;
  /** What the case says. */
  readonly problem?: string | undefined;
  /** What the accounts say of gateways that the case left alive. */
  readonly imbalance?: string | undefined;
}

/** How a case ended, and why if it did not pass; or what is worth knowing. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly detail?: string;
}

/**
 * Judges the case `name` of `variant`. Where a deviation is documented it must fail, and say what is
 * written there: anything else, a pass included, is a fail. Nothing excuses accounts that are wrong.
 */
export function judge(variant: string, name: string, findings: Findings): Judgement {
  const { note, problem, imbalance } = findings;
  if (imbalance !== undefined) {
    const detail = problem === undefined ? imbalance : `${problem}; ${imbalance}`;
    return { outcome: "fail", detail };
  }
  const deviation = findDeviation(variant, name);
  if (deviation === undefined) {
    if (problem !== undefined) return { outcome: "fail", detail: problem };
    return { outcome: "pass", ...(note !== undefined && { detail: note }) };
  }
  if (problem?.includes(deviation.seen)) return { outcome: "exception", detail: problem };
  const got = problem ?? "a pass";
  const detail = `Expected the documented exception "${deviation.seen}", got ${got}`;
  return { outcome: "fail", detail };
}
