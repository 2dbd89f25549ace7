import type { SoakAccounts, SoakReport } from "@stt-bench/results";
import type { RunResult } from "../run/outcome.ts";
import type { Target } from "../run/target.ts";

/** How one target did in a soak. */
export interface SoakResult extends RunResult {
  readonly target: Target;
  /** Both are missing if the load never ran to a summary. */
  readonly accounts?: SoakAccounts;
  readonly course?: SoakReport;
}
