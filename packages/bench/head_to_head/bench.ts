import { join } from "node:path";
import process from "node:process";
import { compareTargets, targetOutcome, writeFileAtomically } from "@stt-bench/results";
import type { Comparison, Manifest } from "@stt-bench/results";
import type { BenchOptions } from "./bench_options.ts";
import { ceilingWarning } from "../calibrate/ceiling_warning.ts";
import { readCalibration } from "../calibrate/read_calibration.ts";
import { createManifest } from "../report/create_manifest.ts";
import type { Progress } from "../run/progress.ts";
import { createResultsDirectory } from "../report/results_directory.ts";
import { measureTarget } from "../run/measure_target.ts";
import { worstOutcome } from "../run/outcome.ts";
import { prepare } from "../run/prepare.ts";
import { prove } from "../run/prove.ts";
import type { RunContext } from "../run/run_context.ts";
import type { Target } from "../run/target.ts";
import { soakTarget } from "../soak/soak_target.ts";
import { splitGains } from "../split/split.ts";
import { rotate } from "./rotate.ts";
import type { RoundResult, TargetResult } from "./target_result.ts";

/** What a head-to-head left behind. */
export interface BenchReport {
  readonly manifest: Manifest;
  readonly results: readonly TargetResult[];
  readonly comparison: Comparison;
  /** The folder with its files. */
  readonly directory: string;
}

/** Runs a whole head-to-head: set-up, conformance, the rounds, files. */
export async function runBench(
  options: BenchOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<BenchReport> {
  const startedAt = new Date();
  const { targets, conditions, samples } = options;
  const contextFor = await prepare({ targets, conditions, samples, progress, signal });
  const folder = await createResultsDirectory(options.outDirectory, options.name, startedAt);
  const context = contextFor(folder.temporaryPath);
  const calibration = await readCalibration(options.outDirectory, context);
  const warning = ceilingWarning(calibration, options.load.sessions);
  if (warning !== undefined) progress.note(warning);
  const rounds = new Rounds(context, options);
  await rounds.run();
  const { results } = rounds;
  const manifest = await createManifest(context, {
    ...options,
    program: "bench",
    startedAt,
    arguments: process.argv.slice(2),
    runs: results.flatMap(({ target, runs }) =>
      runs.map(({ round, soak: _, ...result }) => ({
        target,
        round,
        sessions: options.load.sessions,
        result,
      }))
    ),
    outcome: worstOutcome(results.map((result) => ({ outcome: targetOutcome(result) }))),
    complete: isComplete(options, results),
  });
  const comparison = compareTargets(results, options.baseline, splitGains(results));
  await writeJson(join(folder.temporaryPath, "manifest.json"), manifest);
  await writeJson(join(folder.temporaryPath, "comparison.json"), comparison);
  return { manifest, results, comparison, directory: await folder.finish() };
}

/** Was every round of every target measured to its end? */
function isComplete({ targets, rounds }: BenchOptions, results: readonly TargetResult[]): boolean {
  const runs = results.flatMap(({ runs }) => runs);
  return runs.length === targets.length * rounds &&
    runs.every(({ summary, outcome }) =>
      summary?.ended === "complete" && outcome !== "interrupted"
    );
}

/** The targets in turns, a fresh process for each run: A B C, B C A, C A B, … */
class Rounds {
  readonly #context: RunContext;
  readonly #options: BenchOptions;
  readonly #runs: Map<Target, RoundResult[]>;
  /** Those that can be measured, as far as is known. */
  #live: readonly Target[];

  constructor(context: RunContext, options: BenchOptions) {
    this.#context = context;
    this.#options = options;
    this.#live = options.targets;
    this.#runs = new Map(options.targets.map((target) => [target, []]));
  }

  /** What was measured, a target for each that was tried. */
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
      for (const target of rotate(this.#live, round)) {
        if (this.#isOver) return;
        this.#keep(target, await this.#measure(target, round));
      }
    }
  }

  get #isOver(): boolean {
    return this.#context.signal.aborted || this.#live.length === 0;
  }

  async #proveAll(): Promise<void> {
    for (const target of this.#live) {
      if (this.#isOver) return;
      const failure = await prove(this.#context, target);
      if (failure !== undefined) this.#keep(target, { ...failure, round: 1 });
    }
  }

  #measure(target: Target, round: number): Promise<RoundResult> {
    const { load, rounds, isSoak } = this.#options;
    const count = rounds === 1 ? "" : `round ${round} of ${rounds}, `;
    const measure = isSoak ? soakTarget : measureTarget;
    return this.#context.progress.step(
      `${count}${target.label}: ${load.sessions} sessions`,
      async (report) => ({
        ...await measure(this.#context, target, { load, round }, report),
        round,
      }),
    );
  }

  /** A target that can't be measured is out, and all others with it unless we shall keep going. */
  #keep(target: Target, result: RoundResult): void {
    this.#runs.get(target)!.push(result);
    if (result.summary !== undefined) return;
    this.#live = this.#options.keepGoing ? this.#live.filter((other) => other !== target) : [];
  }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFileAtomically(path, `${JSON.stringify(value, null, 2)}\n`);
}
