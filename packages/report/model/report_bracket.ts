import type { BracketResult, LoadLevel, Point } from "@stt-bench/results";

/** The search for how many sessions a target holds. */
export interface ReportBracket {
  readonly target: string;
  /** What was found; `unfinished` where the search was broken off. */
  readonly result: BracketResult;
  /** E.g. `500`, `≥ 1100` where the tools were the limit, `–` where nothing is confirmed. */
  readonly text: string;
  /** Whether the capacity may be higher than `result.confirmed`. */
  readonly isAtLeast: boolean;
  /** Its runs, in their order. */
  readonly points: readonly Point[];
  /** Each number of sessions that was measured and what is known of it, ascending. */
  readonly levels: readonly LoadLevel[];
}
