import {
  estimateProbes,
  parseBenchOptions,
  parseBracketOptions,
  RemainingTime,
} from "@stt-bench/bench";
import type { ProtocolStep } from "./protocol_step.ts";

/** How long a step takes. */
export interface StepEstimate {
  readonly runs: number;
  /** Whether `runs` is a guess: a search doesn't know how long it will be. */
  readonly isGuess: boolean;
  readonly ms: number;
}

/** The highest number of sessions that a search without `--max` is taken to try. */
const MOST_SESSIONS = 20_000;

/**
 * How long `step` takes if no run is invalid.
 *
 * @throws {UsageError} where its program doesn't take its arguments.
 */
export function estimateStep({ program, args }: ProtocolStep): StepEstimate {
  if (program === "bench") {
    const { targets, rounds, load } = parseBenchOptions(args);
    const runs = targets.length * rounds;
    return { runs, isGuess: false, ms: RemainingTime.ofRuns(load).ofMs(runs) };
  }
  const request = parseBracketOptions(args);
  if (request.kind === "resume") throw new Error(`Cannot estimate ${args.join(" ")}: it resumes`);
  const { targets, load, search } = request.options;
  const { likely } = estimateProbes([], { ...search, max: search.max ?? MOST_SESSIONS });
  const runs = targets.length * likely;
  return { runs, isGuess: true, ms: RemainingTime.ofRuns(load).ofMs(runs) };
}
