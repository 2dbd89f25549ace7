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
import { programOutcome } from "../run/outcome.ts";
import { prepare } from "../run/prepare.ts";
import { splitGains } from "../split/split.ts";
import { Rounds } from "./rounds.ts";
import type { TargetResult } from "./target_result.ts";

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
  const complete = isComplete(options, results);
  const outcomes = results.map((result) => ({ outcome: targetOutcome(result) }));
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
    outcome: programOutcome(outcomes, complete, signal),
    complete,
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

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFileAtomically(path, `${JSON.stringify(value, null, 2)}\n`);
}
