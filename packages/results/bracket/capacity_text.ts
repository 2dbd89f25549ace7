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

/**
 * What a capacity counts, e.g. `sessions at 0.25 vCPU`: one found under a limit is called by it, and
 * never scaled to a whole CPU.
 *
 * @param cpuLimit fraction of a CPU, null without a limit
 * @param gatewayCpus CPUs that the gateway had to itself, null where it shared them
 */
export function capacityLabel(cpuLimit: number | null, gatewayCpus: number | null): string {
  if (cpuLimit !== null) return `sessions at ${cpuLimit} vCPU`;
  if (gatewayCpus === null) return "sessions, CPUs shared with the tools";
  return `sessions on ${gatewayCpus} ${gatewayCpus === 1 ? "CPU" : "CPUs"}`;
}
