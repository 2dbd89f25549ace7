import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { UsageError } from "@stt-bench/program";
import { Manifest, parseBracketState, writeFileAtomically } from "@stt-bench/results";
import type { BracketState, Outcome } from "@stt-bench/results";
import { readGitCommit, root } from "@stt-bench/toolchain";
import * as v from "valibot";
import { parseBracketOptions } from "./bracket_options.ts";
import type { BracketOptions, BracketRequest } from "./bracket_options.ts";
import { createManifest } from "../report/create_manifest.ts";
import type { Measured } from "../report/create_manifest.ts";
import type { Progress } from "../run/progress.ts";
import { createResultsDirectory, reopenResultsDirectory } from "../report/results_directory.ts";
import type { ResultsDirectory } from "../report/results_directory.ts";
import { measureTarget } from "../run/measure_target.ts";
import type { RunResult } from "../run/outcome.ts";
import { prepare } from "../run/prepare.ts";
import { prove } from "../run/prove.ts";
import type { RunContext } from "../run/run_context.ts";
import type { Target } from "../run/target.ts";
import type { Calibration } from "../calibrate/calibration.ts";
import { ceilingWarning } from "../calibrate/ceiling_warning.ts";
import { readCalibration } from "../calibrate/read_calibration.ts";
import { bracketConditions } from "./bracket_conditions.ts";
import { bracketOutcome } from "./bracket_outcome.ts";
import { BRACKET_FILE, BracketRun } from "./bracket_run.ts";
import type { BracketContext } from "./bracket_run.ts";
import type { BracketColumn } from "./bracket_table.ts";
import { changedConditions } from "./changed_conditions.ts";

/** What a bracket left behind. */
export interface BracketReport {
  readonly manifest: Manifest;
  readonly columns: readonly BracketColumn[];
  readonly state: BracketState;
  /** What could not be measured at all, and ended it. */
  readonly problem: { readonly target: Target; readonly result: RunResult } | undefined;
  /** The folder with its files. */
  readonly directory: string;
}

/** Nobody's gateway holds more on one machine: a search must end. */
const MOST_SESSIONS = 20_000;

/** What the tools of this machine serve; above it no capacity can be claimed. */
function ceilingOf(calibration: Calibration | undefined): number | undefined {
  if (calibration === undefined || calibration.together.at_least) return undefined;
  return calibration.together.sessions ?? undefined;
}

/** A bracket that was begun earlier. */
interface Earlier {
  readonly manifest: Manifest;
  readonly state: BracketState;
  readonly folder: ResultsDirectory;
}

/** A bracket that is ready to run. */
interface Opened {
  readonly options: BracketOptions;
  readonly context: RunContext;
  readonly folder: ResultsDirectory;
  readonly state: BracketState;
  readonly startedAt: Date;
  readonly earlier: Manifest | undefined;
}

/**
 * Runs a capacity search for each target: set-up, conformance, points, files.
 *
 * @throws {UsageError} if a search can't be resumed.
 */
export async function runBracket(
  request: BracketRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<BracketReport> {
  const opened = await open(request, progress, signal);
  const { options: { targets, load }, context, state } = opened;
  const measure: BracketContext["measure"] = (target, plan, report) =>
    measureTarget(context, target, plan, report);
  const run = new BracketRun({ ...context, measure }, targets, load, state);
  // Even a search that is killed can be resumed.
  await writeManifest(opened, run, { outcome: "interrupted", complete: false });
  const failure = await proveNew(context, targets, state);
  if (failure === undefined) await run.run();
  const problem = failure ?? run.problem;
  const manifest = await writeManifest(opened, run, {
    outcome: outcomeOf(run, problem !== undefined, signal),
    complete: run.state.searches.every(({ result }) => result !== null),
  });
  const directory = await opened.folder.finish();
  return { manifest, columns: run.results, state: run.state, problem, directory };
}

function outcomeOf(run: BracketRun, hasProblem: boolean, signal: AbortSignal): Outcome {
  if (signal.aborted) return "interrupted";
  return hasProblem ? "fail" : bracketOutcome(run.results.map(({ result }) => result));
}

async function open(
  request: BracketRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<Opened> {
  const earlier = request.kind === "resume" ? await readEarlier(request.directory) : undefined;
  const options = request.kind === "new" ? request.options : optionsOf(earlier!);
  const startedAt = new Date(earlier?.manifest.started_at ?? Date.now());
  const contextFor = await prepare({ ...options, progress, signal });
  const folder = earlier?.folder ??
    await createResultsDirectory(options.outDirectory, options.name, startedAt);
  const context = contextFor(folder.temporaryPath);
  const calibration = await readCalibration(options.outDirectory, context);
  const state = await stateFor(context, options, calibration, earlier);
  const { start } = state.options;
  const warning = ceilingWarning(calibration, Math.max(start, options.search.max ?? 0));
  if (warning !== undefined) progress.note(warning);
  return { options, context, folder, state, startedAt, earlier: earlier?.manifest };
}

async function writeManifest(
  { context, options, startedAt, earlier, folder }: Opened,
  { points }: BracketRun,
  outcome: Pick<Measured, "outcome" | "complete">,
): Promise<Manifest> {
  const manifest = await createManifest(context, {
    program: "bracket",
    ...options,
    load: { ...options.load, sessions: null },
    startedAt,
    arguments: earlier?.arguments ?? process.argv.slice(2),
    // What was interrupted is measured again, into files of the same names.
    earlierRuns: earlier?.runs.filter(({ outcome }) => outcome !== "interrupted") ?? [],
    runs: points,
    ...outcome,
  });
  const path = join(folder.temporaryPath, "manifest.json");
  await writeFileAtomically(path, `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Proves those that nothing is known of yet; the first that isn't conformant ends it. */
async function proveNew(
  context: RunContext,
  targets: readonly Target[],
  { searches }: BracketState,
): Promise<BracketReport["problem"]> {
  if (!context.conditions.conformance) return undefined;
  for (const target of targets) {
    const isKnown = searches.some(({ target: name, history }) =>
      name === target.label && history.length > 0
    );
    const result = isKnown ? undefined : await prove(context, target);
    if (result !== undefined) return { target, result };
  }
  return undefined;
}

async function stateFor(
  context: RunContext,
  { targets, profile, load, search }: BracketOptions,
  calibration: Calibration | undefined,
  earlier: Earlier | undefined,
): Promise<BracketState> {
  const conditions = bracketConditions(context, profile, load, await readGitCommit(root));
  if (earlier === undefined) {
    const max = search.max ?? ceilingOf(calibration) ?? MOST_SESSIONS;
    const options = { ...search, max: Math.max(max, search.min) };
    const searches = targets.map(({ label }) => ({ target: label, history: [], result: null }));
    return { conditions, options, searches };
  }
  const changes = changedConditions(earlier.state.conditions, conditions);
  if (changes.length > 0) {
    throw new UsageError(changes.map((change) => `Cannot resume: ${change}`));
  }
  return earlier.state;
}

async function readEarlier(directory: string): Promise<Earlier> {
  const read = (file: string) => readFile(join(directory, file), "utf8");
  try {
    return {
      manifest: v.parse(Manifest, JSON.parse(await read("manifest.json"))),
      state: parseBracketState(await read(BRACKET_FILE)),
      folder: reopenResultsDirectory(directory),
    };
  } catch (error) {
    throw new UsageError([
      `Cannot resume: expected the folder of a bracket, got ${directory}: ${
        (error as Error).message
      }`,
    ]);
  }
}

function optionsOf({ manifest }: Earlier): BracketOptions {
  const request = parseBracketOptions(manifest.arguments);
  if (request.kind === "new") return request.options;
  throw new UsageError(["Cannot resume: expected the arguments of a bracket in its manifest"]);
}
