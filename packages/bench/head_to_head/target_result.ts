import type { SoakReport } from "@stt-bench/results";
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
