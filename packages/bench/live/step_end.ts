import type { Outcome } from "@stt-bench/results";
import { paint } from "../report/paint.ts";
import type { Tone } from "../report/paint.ts";
import type { RunEnd } from "../run/progress.ts";

/** How a step ended: as a run, by an error, or with what it did last, in words. */
export type StepEnd = RunEnd | Error | string | undefined;

const marks: Readonly<Record<Outcome, { readonly mark: string; readonly tone: Tone }>> = {
  pass: { mark: "✔", tone: "good" },
  fail: { mark: "✖", tone: "bad" },
  invalid: { mark: "!", tone: "warning" },
  interrupted: { mark: "■", tone: "warning" },
};

/** The line that stays of a step: a mark, and its title. */
export function renderStepEnd(title: string, end: StepEnd, hasColor: boolean): string {
  const { mark, tone } = marks[outcomeOf(end)];
  return `${paint(mark, tone, hasColor)} ${title}`;
}

/** Why a step ended as it did, in one line; empty where there is nothing to say. */
export function describeStepEnd(end: StepEnd): string {
  if (end === undefined || typeof end === "string") return end ?? "";
  if (end instanceof Error) {
    return isInterruption(end) ? "INTERRUPTED" : end.message.split("\n", 1)[0]!;
  }
  const reasons = end.outcome === "interrupted" ? [] : end.reasons;
  return [end.outcome.toUpperCase(), ...(reasons.length === 0 ? [] : [reasons.join("; ")])]
    .join(": ");
}

/** Whether what a step threw is the reason of a signal: it was interrupted, and has not failed. */
export function isInterruption(error: Error): boolean {
  return error.name === "AbortError";
}

function outcomeOf(end: StepEnd): Outcome {
  if (end instanceof Error) return isInterruption(end) ? "interrupted" : "fail";
  return typeof end === "object" ? end.outcome : "pass";
}
