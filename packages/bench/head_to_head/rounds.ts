import { measureTarget } from "../run/measure_target.ts";
import type { Left } from "../run/progress.ts";
import { prove } from "../run/prove.ts";
import { RemainingTime } from "../run/remaining_time.ts";
import type { RunContext } from "../run/run_context.ts";
import type { Target } from "../run/target.ts";
import { soakTarget } from "../soak/soak_target.ts";
import type { BenchOptions } from "./bench_options.ts";
import { rotate } from "./rotate.ts";
import type { RoundResult, TargetResult } from "./target_result.ts";

/** How long the conformance suite takes, where nothing is known yet. */
const USUAL_PROOF_MS = 12_000;

/** The targets in turns, a fresh process for each run: A B C, B C A, C A B, … */
export class Rounds {
  readonly #context: RunContext;
  readonly #options: BenchOptions;
  readonly #runs: Map<Target, RoundResult[]>;
  /** Those that can be measured, as far as is known. */
  #live: readonly Target[];
  readonly #proofTime = new RemainingTime(USUAL_PROOF_MS);
  readonly #runTime: RemainingTime;

  /** Nothing runs before {@linkcode run}. */
  constructor(context: RunContext, options: BenchOptions) {
    this.#context = context;
    this.#options = options;
    this.#runTime = RemainingTime.ofRuns(options.load);
    this.#live = options.targets;
    this.#runs = new Map(options.targets.map((target) => [target, []]));
  }

  /** The results of every target that was tried. */
  get results(): readonly TargetResult[] {
    return [...this.#runs]
      .map(([target, runs]) => ({ target, runs }))
      .filter(({ runs }) => runs.length > 0);
  }

  /** Runs all rounds, or as many as there is something to run in. */
  async run(): Promise<void> {
    const { conditions, rounds } = this.#options;
    if (conditions.conformance) await this.#proveAll();
    for (let round = 1; round <= rounds; round++) {
      const order = rotate(this.#live, round);
      for (const [done, target] of order.entries()) {
        if (this.#isOver) return;
        const runs = order.length - done + (rounds - round) * this.#live.length;
        this.#keep(target, await this.#measure(target, round, runs));
      }
    }
  }

  get #isOver(): boolean {
    return this.#context.signal.aborted || this.#live.length === 0;
  }

  async #proveAll(): Promise<void> {
    const targets = this.#live;
    for (const [done, target] of targets.entries()) {
      if (this.#isOver) return;
      const left = this.#left(targets.length - done);
      const failure = await this.#proofTime.timed(() => prove(this.#context, target, left));
      if (failure !== undefined) this.#keep(target, { ...failure, round: 1 });
    }
  }

  async #measure(target: Target, round: number, runs: number): Promise<RoundResult> {
    const { load, rounds, isSoak } = this.#options;
    const count = rounds === 1 ? "" : `round ${round} of ${rounds}, `;
    const step = {
      title: `${count}${target.label}: ${load.sessions} sessions`,
      left: { runs, isGuess: false, ms: this.#runTime.ofMs(runs) },
    };
    const measure = isSoak ? soakTarget : measureTarget;
    const result = await this.#runTime.timed(() =>
      this.#context.progress.step(
        step,
        (report) => measure(this.#context, target, { load, round }, report),
      )
    );
    return { ...result, round };
  }

  /** What is left while `proofs` are to be made before the first run. */
  #left(proofs: number): Left {
    const runs = this.#live.length * this.#options.rounds;
    return { runs, isGuess: false, ms: this.#proofTime.ofMs(proofs) + this.#runTime.ofMs(runs) };
  }

  /** A target that can't be measured is out, and all others with it unless we shall keep going. */
  #keep(target: Target, result: RoundResult): void {
    this.#runs.get(target)!.push(result);
    if (result.summary !== undefined) return;
    this.#live = this.#options.keepGoing ? this.#live.filter((other) => other !== target) : [];
  }
}
