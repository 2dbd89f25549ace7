import { join } from "node:path";
import { bracketResult, toBracketFile, totalErrors, writeFileAtomically } from "@stt-bench/results";
import type { BracketResult, BracketState, Point } from "@stt-bench/results";
import type { LoadProfile } from "../run/load_profile.ts";
import type { RunResult } from "../run/outcome.ts";
import type { Left, Report } from "../run/progress.ts";
import { RemainingTime } from "../run/remaining_time.ts";
import type { RunContext, RunPlan } from "../run/run_context.ts";
import type { Target } from "../run/target.ts";
import { nextStep } from "./bracket_search.ts";
import { estimateProbes } from "./estimate_probes.ts";

/** Name of the file that a bracket leaves behind, and is resumed from. */
export const BRACKET_FILE = "bracket.json";

/** One run of a bracket. */
export interface BracketPoint {
  readonly target: Target;
  /** Counts the runs with the same number of sessions, from 1. */
  readonly round: number;
  readonly sessions: number;
  readonly result: RunResult;
}

/** What a search measures with: here or on a cluster, it is the same search. */
export interface BracketContext extends Pick<RunContext, "directory" | "progress" | "signal"> {
  /** Puts `target` under load once; what goes wrong is a part of the result. */
  measure(target: Target, plan: RunPlan, report: Report): Promise<RunResult>;
}

/** The searches of all targets, in turns: the one with the fewest points is next. */
export class BracketRun {
  readonly #context: BracketContext;
  readonly #load: Omit<LoadProfile, "sessions">;
  readonly #state: BracketState;
  readonly #searches: readonly TargetSearch[];
  readonly #remaining: RemainingTime;
  readonly #points: BracketPoint[] = [];
  #problem: BracketPoint | undefined;

  /** Goes on from `state`, which has a search for each of `targets`. */
  constructor(
    context: BracketContext,
    targets: readonly Target[],
    load: Omit<LoadProfile, "sessions">,
    state: BracketState,
  ) {
    this.#context = context;
    this.#load = load;
    this.#state = state;
    this.#remaining = RemainingTime.ofRuns(load);
    this.#searches = targets.map((target) => ({
      target,
      history: [...state.searches.find(({ target: name }) => name === target.label)!.history],
    }));
  }

  /** What is known now; the result of a search that has not ended is null. */
  get state(): BracketState {
    const { conditions, options } = this.#state;
    const searches = this.#searches.map(({ target, history }) => {
      const step = nextStep(history, options);
      return { target: target.label, history, result: step.kind === "done" ? step.result : null };
    });
    return { conditions, options, searches };
  }

  /** What is known of each target if nothing more is measured. */
  get results(): readonly { readonly target: string; readonly result: BracketResult }[] {
    const { options } = this.#state;
    return this.state.searches.map(({ target, history, result }) => ({
      target,
      result: result ?? bracketResult("unfinished", history, options),
    }));
  }

  /** The runs of this process, in their order. */
  get points(): readonly BracketPoint[] {
    return this.#points;
  }

  /** The run after which nothing more can be measured: it left no summary. */
  get problem(): BracketPoint | undefined {
    return this.#problem;
  }

  /** Searches to the end, or until the signal of the context aborts; saves each point. */
  async run(): Promise<void> {
    await this.#save();
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const point = await this.#measure(next.search, next.sessions);
      this.#points.push(point);
      if (point.result.outcome === "interrupted") return;
      if (point.result.summary === undefined) {
        this.#problem = point;
        return;
      }
      next.search.history.push(toPoint(point));
      await this.#save();
    }
  }

  #next(): { readonly search: TargetSearch; readonly sessions: number } | undefined {
    if (this.#context.signal.aborted) return undefined;
    return this.#searches
      .flatMap((search) => {
        const step = nextStep(search.history, this.#state.options);
        return step.kind === "probe" ? [{ search, sessions: step.sessions }] : [];
      })
      .sort((a, b) => a.search.history.length - b.search.history.length)[0];
  }

  async #measure({ target, history }: TargetSearch, sessions: number): Promise<BracketPoint> {
    const round = 1 + history.filter((point) => point.sessions === sessions).length;
    const plan = { load: { ...this.#load, sessions }, round };
    const step = { title: `${target.label}: ${sessions} sessions`, left: this.#left() };
    const result = await this.#remaining.timed(() =>
      this.#context.progress.step(step, (report) => this.#context.measure(target, plan, report))
    );
    return { target, round, sessions, result };
  }

  #left(): Left {
    const { options } = this.#state;
    const runs = this.#searches
      .map(({ history }) => estimateProbes(history, options).likely)
      .reduce((sum, likely) => sum + likely, 0);
    return { runs, isGuess: true, ms: this.#remaining.ofMs(runs) };
  }

  async #save(): Promise<void> {
    const path = join(this.#context.directory, BRACKET_FILE);
    await writeFileAtomically(path, `${JSON.stringify(toBracketFile(this.state), null, 2)}\n`);
  }
}

interface TargetSearch {
  readonly target: Target;
  readonly history: Point[];
}

function toPoint({ sessions, result: { outcome, summary, reasons } }: BracketPoint): Point {
  return {
    sessions,
    verdict: outcome === "interrupted" ? "invalid" : outcome,
    failingGates: summary!.slo.gates.filter(({ ok }) => !ok).map(({ gate }) => gate),
    errors: totalErrors(summary!),
    reasons: [...reasons],
  };
}
