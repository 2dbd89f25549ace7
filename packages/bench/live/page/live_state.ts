import type { Outcome } from "@stt-bench/results";
import type { Left } from "../../run/progress.ts";

/** What the live page knows of a program, but for its samples; sent whole whenever it changes. */
export interface LiveState {
  /** E.g. `bench`. */
  readonly program: string;
  /** How it ended; null while it runs. */
  readonly outcome: Outcome | null;
  /** In their order; only the last one may go on. */
  readonly steps: readonly LiveStep[];
}

/** A step as the live page knows it. Times are milliseconds since 1970. */
export interface LiveStep {
  /** From 0. */
  readonly id: number;
  readonly title: string;
  /** What it does, or did last, in words; empty before the first. */
  readonly doing: string;
  readonly problem: string | null;
  readonly startedAtMs: number;
  /** Null while it goes on. */
  readonly endedAtMs: number | null;
  /** How it ended: null while it goes on, and for a step that isn't a run unless it failed. */
  readonly outcome: Outcome | null;
  /** Why it did not pass, in one line. */
  readonly reason: string;
  /** What was left of the program when it began. */
  readonly left: Left | null;
  /** What was measured; null where nothing was. */
  readonly figures: RunFigures | null;
}

/** The figures of a run that has ended, over its measured window. */
export interface RunFigures {
  readonly newestP50Ms: number;
  readonly newestP95Ms: number;
  /** Null where nobody knows it. */
  readonly cpuUsPerSessionSecond: number | null;
  readonly errors: number;
}
