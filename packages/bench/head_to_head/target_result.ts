import type { Outcome, RunSummary, SoakReport } from "@stt-bench/results";
import type { RunResult } from "../run/outcome.ts";
import type { Target } from "../run/target.ts";

/** How one target did over its rounds. */
export interface TargetResult {
  readonly target: Target;
  /** One for each round that was measured, in their order. */
  readonly runs: readonly RoundResult[];
}

/** How one round of a target ended. */
export interface RoundResult extends RunResult {
  /** From 1. */
  readonly round: number;
  /** How memory and latency went, in a soak. */
  readonly soak?: SoakReport;
}

/**
 * The outcome of a target: interrupted or failed if one of its rounds was, else passed; invalid
 * rounds are left out as long as there is one that isn't.
 */
export function targetOutcome({ runs }: Pick<TargetResult, "runs">): Outcome {
  const seen = new Set(runs.map(({ outcome }) => outcome));
  return (["interrupted", "fail", "pass", "invalid"] as const).find((one) => seen.has(one)) ??
    "fail";
}

/** The rounds that tell something of the gateway: those that passed or failed, and were measured. */
export function validRuns(
  { runs }: Pick<TargetResult, "runs">,
): readonly { readonly round: number; readonly summary: RunSummary }[] {
  return runs.flatMap(({ round, outcome, summary }) =>
    summary !== undefined && (outcome === "pass" || outcome === "fail") ? [{ round, summary }] : []
  );
}
