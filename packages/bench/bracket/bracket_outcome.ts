import type { BracketOutcome, BracketResult, Outcome } from "@stt-bench/results";
import { worstOutcome } from "../run/outcome.ts";

/**
 * What the end of a search means for whoever waits for an exit code: it passed where there is an
 * answer up to the number that was allowed, and is invalid where the tools or the machine kept us
 * from one.
 */
const outcomeOf: Readonly<Record<BracketOutcome, Outcome>> = {
  bracketed: "pass",
  "at-cap": "pass",
  "below-min": "fail",
  "generator-limited": "invalid",
  "non-monotonic": "invalid",
  invalid: "invalid",
  unfinished: "invalid",
};

/** The outcome of a whole bracket: the worst one of its searches. */
export function bracketOutcome(results: readonly Pick<BracketResult, "outcome">[]): Outcome {
  return worstOutcome(results.map(({ outcome }) => ({ outcome: outcomeOf[outcome] })));
}
