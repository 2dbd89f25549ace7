import type { RunResult } from "../run/outcome.ts";
import type { Target } from "../run/target.ts";
import type { SoakAccounts } from "./soak_accounts.ts";
import type { SoakReport } from "./soak_report.ts";

/** How one target did in a soak. */
export interface SoakResult extends RunResult {
  readonly target: Target;
  /** Both are missing if the load never ran to a summary. */
  readonly accounts?: SoakAccounts;
  readonly course?: SoakReport;
}
