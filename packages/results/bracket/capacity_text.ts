import type { BracketOutcome, BracketResult } from "./bracket_result.ts";

/** Where the capacity is known to be no lower, but may be higher, and why. */
const OPEN_UPWARDS: Readonly<Partial<Record<BracketOutcome, string>>> = {
  "generator-limited": "the tools were the limit",
  "at-cap": "no more were tried",
  "unfinished": "the search was broken off",
};

/** Whether a gateway may hold more than `confirmed`, for all that the search knows. */
export function isAtLeast({ outcome, confirmed }: BracketResult): boolean {
  return confirmed !== null && outcome in OPEN_UPWARDS;
}

/** What `≥` stands for among capacities whose searches ended like this; empty where none is open. */
export function openReasons(outcomes: readonly BracketOutcome[]): string {
  return [...new Set(outcomes.flatMap((outcome) => OPEN_UPWARDS[outcome] ?? []))].join(", or ");
}

/** What a search found, in short: `500`, `≥ 1100` where it may be more, `–` where nobody knows. */
export function capacityText(result: BracketResult): string {
  if (result.confirmed === null) return "–";
  return isAtLeast(result) ? `≥ ${result.confirmed}` : String(result.confirmed);
}
