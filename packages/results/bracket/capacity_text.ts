import type { BracketOutcome, BracketResult } from "./bracket_result.ts";

/** Where the capacity is known to be no lower, but may be higher. */
const openUpwards: readonly BracketOutcome[] = ["generator-limited", "at-cap", "unfinished"];

/** Whether a gateway may hold more than `confirmed`, for all that the search knows. */
export function isAtLeast({ outcome, confirmed }: BracketResult): boolean {
  return confirmed !== null && openUpwards.includes(outcome);
}

/** What a search found, in short: `500`, `≥ 1100` where it may be more, `–` where nobody knows. */
export function capacityText(result: BracketResult): string {
  if (result.confirmed === null) return "–";
  return isAtLeast(result) ? `≥ ${result.confirmed}` : String(result.confirmed);
}
