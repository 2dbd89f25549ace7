import type { Outcome, RunSummary } from "@stt-bench/results";
import type { LiveSample } from "../live/live_sample.ts";

/** What a step has to tell: in words what it is doing just now, or one of the others. */
export type News =
  | string
  | { readonly kind: "problem"; readonly text: string }
  | { readonly kind: "sample"; readonly sample: LiveSample }
  | RunEnd;

/** How a run ended. */
export interface RunEnd {
  readonly kind: "end";
  readonly outcome: Outcome;
  /** Why it did not pass, one line each; empty if it passed. */
  readonly reasons: readonly string[];
  /** What was measured; missing where there is nothing. */
  readonly summary?: RunSummary;
}

/** Tells the news of one step. */
export type Report = (news: News) => void;

/** A part of a program that people wait for. */
export interface Step {
  /** E.g. `round 2 of 3, node: 100 sessions`. */
  readonly title: string;
  /** What is left of the program when it begins, itself included; missing where nobody knows. */
  readonly left?: Left;
}

/** What is left of a program. */
export interface Left {
  readonly runs: number;
  /** Whether `runs` is a guess: a search doesn't know how long it will be. */
  readonly isGuess: boolean;
  readonly ms: number;
}

/** Tells the user how far we are. */
export interface Progress {
  /** Whether it shows samples: nobody else needs them. */
  readonly isLive: boolean;
  /** Says something that people should know before the next step. */
  note(text: string): void;
  /** Runs one step; what it throws comes through. */
  step<T>(step: Step, run: (report: Report) => Promise<T>): Promise<T>;
}
