import { ExitCode } from "@stt-bench/program";
import { outcomes } from "@stt-bench/results";
import type { Outcome, RunSummary } from "@stt-bench/results";
import { ChildError } from "../programs/child_error.ts";

/** How one run ended. */
export interface RunResult {
  readonly outcome: Outcome;
  /** Why it did not pass, one line each, in plain words. */
  readonly reasons: readonly string[];
  /** Last log lines of the child that went wrong. */
  readonly log: readonly string[];
  /** What was measured; missing if the load never ran to a summary. */
  readonly summary?: RunSummary;
}

/**
 * The result of `run`. Where that throws, it is interrupted if `signal` has aborted, and a fail if a
 * child could not do its work ({@linkcode ChildError}).
 *
 * @throws any other error of `run`.
 */
export async function resultOf<T>(
  run: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | RunResult> {
  try {
    return await run();
  } catch (error) {
    if (signal.aborted) return { outcome: "interrupted", reasons: ["interrupted"], log: [] };
    if (!(error instanceof ChildError)) throw error;
    return { outcome: "fail", reasons: [error.summary], log: error.log };
  }
}

/** The worst one of several outcomes; `fail` when there is none. */
export function worstOutcome(results: readonly { readonly outcome: Outcome }[]): Outcome {
  return outcomes.find((outcome) => results.some((result) => result.outcome === outcome)) ?? "fail";
}

/**
 * The outcome of a program: the worst one of its runs, unless `signal` has kept it from measuring all
 * that it should have (`isComplete`).
 */
export function programOutcome(
  results: readonly { readonly outcome: Outcome }[],
  isComplete: boolean,
  signal: AbortSignal,
): Outcome {
  return signal.aborted && !isComplete ? "interrupted" : worstOutcome(results);
}

/** The exit code that says `outcome`. */
export function exitCodeOf(outcome: Outcome): ExitCode {
  return ExitCode[outcome];
}
