import { join } from "node:path";
import process from "node:process";
import { writeFileAtomically } from "@stt-bench/results";
import type { Manifest } from "@stt-bench/results";
import { createManifest } from "../report/create_manifest.ts";
import { createResultsDirectory } from "../report/results_directory.ts";
import { programOutcome } from "../run/outcome.ts";
import { prepare } from "../run/prepare.ts";
import type { Progress, Report } from "../run/progress.ts";
import { RemainingTime } from "../run/remaining_time.ts";
import type { RunContext } from "../run/run_context.ts";
import { soakGateway } from "./soak_gateway.ts";
import type { SoakOptions } from "./soak_options.ts";
import type { SoakResult } from "./soak_result.ts";

/** What a soak left behind. */
export interface SoakRun {
  readonly manifest: Manifest;
  readonly results: readonly SoakResult[];
  /** The folder with its files. */
  readonly directory: string;
}

/** Runs a whole soak: the targets one after another, files. */
export async function runSoak(
  options: SoakOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<SoakRun> {
  const startedAt = new Date();
  const { targets, conditions, load, outDirectory, name } = options;
  const contextFor = await prepare({ targets, conditions, samples: false, progress, signal });
  const folder = await createResultsDirectory(outDirectory, name, startedAt);
  const context = contextFor(folder.temporaryPath);
  const results = await soakAll(context, options);
  const complete = results.length === targets.length &&
    results.every(({ outcome }) => outcome !== "interrupted");
  const manifest = await createManifest(context, {
    program: "soak",
    name,
    startedAt,
    arguments: process.argv.slice(2),
    profile: "quick",
    load,
    targets,
    runs: results.map(({ target, accounts: _, course: __, ...result }) => ({
      target,
      round: 1,
      sessions: load.sessions,
      result,
    })),
    outcome: programOutcome(results, complete, signal),
    complete,
  });
  const path = join(folder.temporaryPath, "manifest.json");
  await writeFileAtomically(path, `${JSON.stringify(manifest, null, 2)}\n`);
  return { manifest, results, directory: await folder.finish() };
}

/** One after another, until the signal of the context aborts. */
async function soakAll(context: RunContext, options: SoakOptions): Promise<SoakResult[]> {
  const { targets, load } = options;
  const time = RemainingTime.ofRuns(load);
  const results: SoakResult[] = [];
  for (const [done, target] of targets.entries()) {
    if (context.signal.aborted) break;
    const runs = targets.length - done;
    const step = {
      title: `${target.label}: ${load.sessions} sessions`,
      left: { runs, isGuess: false, ms: time.ofMs(runs) },
    };
    const soak = (report: Report) => soakGateway(context, target, options, report);
    results.push(await time.timed(() => context.progress.step(step, soak)));
  }
  return results;
}
