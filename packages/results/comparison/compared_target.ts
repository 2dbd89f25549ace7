import type { Outcome } from "../outcome.ts";
import type { AnySummary } from "../run_summary.ts";

/** A run that may be compared with others. */
export interface ComparedRun<S extends AnySummary = AnySummary> {
  /** From 1; runs of several targets with the same number ran one after the other. */
  readonly round: number;
  readonly outcome: Outcome;
  /** Missing if the load never ran to a summary. */
  readonly summary?: S;
}

/** A gateway and its runs under one load. */
export interface ComparedTarget {
  readonly target: { readonly label: string };
  /** In the order of their rounds. */
  readonly runs: readonly ComparedRun[];
}

/**
 * The outcome of a target: interrupted or failed if one of its rounds was, else passed; invalid
 * rounds are left out as long as there is one that isn't.
 */
export function targetOutcome({ runs }: Pick<ComparedTarget, "runs">): Outcome {
  const seen = new Set(runs.map(({ outcome }) => outcome));
  return (["interrupted", "fail", "pass", "invalid"] as const).find((one) => seen.has(one)) ??
    "fail";
}

/** The rounds that tell something of the gateway: those that passed or failed, and were measured. */
export function validRuns<S extends AnySummary>(
  { runs }: { readonly runs: readonly ComparedRun<S>[] },
): readonly { readonly round: number; readonly summary: S }[] {
  return runs.flatMap(({ round, outcome, summary }) =>
    summary !== undefined && (outcome === "pass" || outcome === "fail") ? [{ round, summary }] : []
  );
}
