import type { ComparedRun } from "../comparison/compared_target.ts";
import type { Outcome } from "../outcome.ts";
import type { RunSummary } from "../run_summary.ts";
import { summaryWith } from "./run_summary.ts";

/** One round of a target: its CPU µs per session-second, and how it ended. */
export type Round = number | { readonly cpuUs?: number; readonly outcome: Outcome };

/** A run as a program that measures has it. */
export interface GivenRun extends ComparedRun<RunSummary> {
  readonly reasons: readonly string[];
  readonly log: readonly string[];
}

/** A target with these rounds, in their order. */
export function comparedTarget(
  label: string,
  ...rounds: readonly Round[]
): { readonly target: { readonly label: string }; readonly runs: readonly GivenRun[] } {
  return { target: { label }, runs: rounds.map((round, i) => givenRun(i + 1, round)) };
}

function givenRun(round: number, given: Round): GivenRun {
  const { cpuUs, outcome } = typeof given === "number"
    ? { cpuUs: given, outcome: "pass" as const }
    : given;
  const reasons = outcome === "pass" ? [] : ["a reason"];
  const rest = { round, outcome, reasons, log: [] };
  return cpuUs === undefined ? rest : { ...rest, summary: summaryWith(cpuUs) };
}
