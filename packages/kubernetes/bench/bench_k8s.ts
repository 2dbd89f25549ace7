import {
  bracketOutcome,
  BracketRun,
  createResultsDirectory,
  findVariant,
  ownTarget,
} from "@stt-bench/bench";
import type { BracketColumn, Progress, ResultsDirectory } from "@stt-bench/bench";
import { UsageError } from "@stt-bench/program";
import { readSloProfile, writeFileAtomically } from "@stt-bench/results";
import type { BracketState, Manifest, Outcome, SloProfile } from "@stt-bench/results";
import { join } from "node:path";
import { readRelease } from "./cluster/release.ts";
import { createClusterManifest } from "./cluster_manifest.ts";
import type { ClusterRun } from "./cluster_manifest.ts";
import { countOf } from "./count_of.ts";
import type { K8sOptions } from "./k8s_options.ts";
import type { Kubectl } from "./kubectl/kubectl.ts";
import { searchConditions } from "./search_conditions.ts";
import type { ClusterContext } from "./run/cluster_context.ts";
import { UNKNOWN_NODE } from "./run/node_facts.ts";
import type { NodeFacts } from "./run/node_facts.ts";
import { measureOnCluster } from "./run/measure_on_cluster.ts";
import { Undo } from "./run/undo.ts";

/** What a bench on a cluster left behind. */
export interface K8sReport {
  readonly manifest: Manifest;
  /** Runs in their order. */
  readonly runs: readonly ClusterRun[];
  /** Of a search: what was found. */
  readonly columns: readonly BracketColumn[];
  readonly state: BracketState | undefined;
  /** The folder with its files. */
  readonly directory: string;
}

/** What a bench on a cluster runs with. */
export interface K8sTools {
  readonly kubectl: Kubectl;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Says what can't be left to the progress: that something could not be undone. */
  readonly write: (line: string) => void;
  readonly pollMs: number;
  readonly random: () => number;
  readonly arguments: readonly string[];
}

/**
 * Measures one gateway on a cluster, once or as often as a search needs, and writes the files.
 *
 * @throws {UsageError} if there is no such service level.
 * @throws {ClusterError | KubectlError} if the release can't be measured; nothing was changed then.
 */
export async function benchK8s(options: K8sOptions, tools: K8sTools): Promise<K8sReport> {
  const startedAt = new Date();
  const slo = await readSlo(options.slo);
  const { kubectl, signal } = tools;
  const release = await readRelease(kubectl, options.release, options.variant, { signal });
  const folder = await createResultsDirectory(options.outDirectory, options.name, startedAt);
  const undo = new Undo(kubectl, tools.write, tools.pollMs);
  let node = UNKNOWN_NODE;
  const context = {
    ...tools,
    onNode: (found: NodeFacts) => node = found,
    release,
    undo,
    slo,
    waits: { ...options.waits, pollMs: tools.pollMs },
    shards: options.shards,
    directory: folder.temporaryPath,
  };
  const bench = { options, context, startedAt, folder, node: () => node };
  try {
    return options.sessions === undefined
      ? await search(bench, tools)
      : await measureOnce(bench, options.sessions, tools);
  } finally {
    undo.close();
  }
}

interface Bench {
  readonly options: K8sOptions;
  readonly context: ClusterContext;
  readonly startedAt: Date;
  readonly folder: ResultsDirectory;
  /** Where the gateway ran, as far as it is known by now. */
  readonly node: () => NodeFacts;
}

async function measureOnce(
  bench: Bench,
  sessions: number,
  tools: K8sTools,
): Promise<K8sReport> {
  const { options: { variant, load, shards }, context } = bench;
  const title = `${variant}: ${sessions} sessions from ${countOf(shards, "shard")}`;
  const result = await context.progress.step(
    { title },
    (report) =>
      measureOnCluster(context, variant, { load: { ...load, sessions }, round: 1 }, report),
  );
  const runs = [{ round: 1, sessions, result }];
  const manifest = await writeManifest(bench, tools, runs, {
    outcome: result.outcome,
    complete: result.summary !== undefined && result.outcome !== "interrupted",
  });
  const directory = await bench.folder.finish();
  return { manifest, runs, columns: [], state: undefined, directory };
}

async function search(bench: Bench, tools: K8sTools): Promise<K8sReport> {
  const { options, context } = bench;
  const target = ownTarget(findVariant(options.variant), 1);
  const state: BracketState = {
    conditions: searchConditions(options, context),
    options: options.search,
    searches: [{ target: target.label, history: [], result: null }],
  };
  const run = new BracketRun(
    {
      ...context,
      measure: (_target, plan, report) => measureOnCluster(context, options.variant, plan, report),
    },
    [target],
    options.load,
    state,
  );
  await run.run();
  const manifest = await writeManifest(bench, tools, run.points, {
    outcome: searchOutcome(run, tools.signal),
    complete: run.state.searches.every(({ result }) => result !== null),
  });
  const directory = await bench.folder.finish();
  return { manifest, runs: run.points, columns: run.results, state: run.state, directory };
}

function searchOutcome(run: BracketRun, signal: AbortSignal): Outcome {
  if (signal.aborted) return "interrupted";
  if (run.problem !== undefined) return run.problem.result.outcome;
  return bracketOutcome(run.results.map(({ result }) => result));
}

async function writeManifest(
  { options, context, startedAt, node }: Bench,
  { kubectl, arguments: args }: K8sTools,
  runs: readonly ClusterRun[],
  ended: { readonly outcome: Outcome; readonly complete: boolean },
): Promise<Manifest> {
  const left = context.undo.leftovers;
  const manifest = createClusterManifest({
    options,
    arguments: args,
    release: context.release,
    context: kubectl.target.context,
    slo: context.slo,
    startedAt,
    runs,
    node: node(),
    ...ended,
    // Somebody pays for what is still running: that is no success.
    outcome: left.length > 0 && ended.outcome !== "interrupted" ? "fail" : ended.outcome,
  });
  const path = join(context.directory, "manifest.json");
  await writeFileAtomically(path, `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function readSlo(nameOrPath: string): Promise<SloProfile> {
  try {
    return await readSloProfile(nameOrPath);
  } catch (error) {
    throw new UsageError([(error as Error).message]);
  }
}
