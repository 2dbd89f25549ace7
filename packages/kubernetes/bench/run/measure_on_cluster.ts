import { runFiles } from "@stt-bench/bench";
import type { Report, RunPlan, RunResult } from "@stt-bench/bench";
import { mergeShards, writeFileAtomically } from "@stt-bench/results";
import type { ShardFiles, SloProfile } from "@stt-bench/results";
import { join } from "node:path";
import { ClusterError } from "../cluster_error.ts";
import { workersOf } from "../cluster/deployment_settings.ts";
import { gatewayLoss } from "../cluster/gateway_loss.ts";
import { Pods } from "../cluster/objects.ts";
import type { Pod } from "../cluster/objects.ts";
import { PORTS } from "../cluster/release.ts";
import { ClusterEvidence } from "../evidence/cluster_evidence.ts";
import { PodProxy } from "../evidence/pod_proxy.ts";
import { KubectlError } from "../kubectl/kubectl_error.ts";
import { askPatiently } from "./ask_patiently.ts";
import { awaitNoGateway } from "./await_no_gateway.ts";
import type { ClusterContext } from "./cluster_context.ts";
import { completeClusterSummary, reasonsOf } from "./complete_cluster_summary.ts";
import { describeEnvironment } from "./describe_environment.ts";
import { fetchShards } from "./fetch_shards.ts";
import { readNode } from "./node_facts.ts";
import { ProblemWatch } from "./problem_watch.ts";
import { createRunId } from "./run_id.ts";
import { runLoad } from "./run_load.ts";
import type { ShardEnd } from "./shard_end.ts";
import { readShardLog } from "./shard_log.ts";
import { startGateway } from "./start_gateway.ts";

/**
 * Puts gateway `variant` under load once: scales it up, runs the shards, fetches and merges what they
 * saw, writes the files of the run, and leaves the cluster as it was, whatever happens on the way.
 * What goes wrong on the cluster is a part of the result; anything else is thrown, after that.
 */
export async function measureOnCluster(
  context: ClusterContext,
  variant: string,
  plan: RunPlan,
  report: Report,
): Promise<RunResult> {
  const { undo, signal } = context;
  const result = await resultOf(() => measure(context, variant, plan, report), signal)
    .finally(async () => {
      report("scaling to zero");
      await undo.run();
    });
  if (undo.leftovers.length === 0) await awaitRest(context, variant, report);
  report({ kind: "end", ...result });
  return result;
}

async function resultOf(run: () => Promise<RunResult>, signal: AbortSignal): Promise<RunResult> {
  try {
    return await run();
  } catch (error) {
    if (signal.aborted) return { outcome: "interrupted", reasons: ["interrupted"], log: [] };
    if (error instanceof ClusterError || error instanceof KubectlError) {
      return { outcome: "fail", reasons: error.message.split("\n"), log: [] };
    }
    throw error;
  }
}

async function measure(
  context: ClusterContext,
  variant: string,
  plan: RunPlan,
  report: Report,
): Promise<RunResult> {
  const { kubectl, release, undo, signal, waits } = context;
  if (undo.leftovers.length > 0) {
    throw new ClusterError("Cannot go on: the last run's changes could not be undone");
  }
  const tell = (text: string) => report({ kind: "problem", text });
  const watch = new ProblemWatch(tell, waits.problemMs, () => performance.now());
  report(`scaling gateway ${variant} up`);
  const pod = await startGateway(context, variant, watch);
  const node = await readNode(kubectl, pod, signal);
  context.onNode(node);
  const evidence = await prepareEvidence(context, pod, tell);
  const run = createRunId(new Date(), context.random);
  const shards = Math.min(context.shards, plan.load.sessions);
  const ends = await runLoad(context, { run, variant, shards, load: plan.load }, watch, {
    onEvent: (event) => evidence.observe(event),
    onNews: report,
  });
  report("fetching");
  const files = await askPatiently(
    context,
    "the files of the shards",
    () => fetchShards(kubectl, release, run, signal),
  );
  if (files.length === 0) return await withoutFiles(context, shards, ends);
  const merged = merge(files, context.slo);
  const broken = await askPatiently(
    context,
    "the gateway's pod",
    () => gatewayLosses(context, variant, pod),
  );
  const summary = completeClusterSummary({
    summary: merged.summary,
    knowledge: await evidence.collect(plan.load.sessions),
    environment: describeEnvironment(release, node),
    round: plan.round,
    broken,
  }, context.slo);
  await writeFiles(context, runFiles(variant, plan), { ...merged, summary });
  return {
    outcome: summary.verdict,
    reasons: summary.verdict === "pass" ? [] : [...reasonsOf(summary, broken), ...problemsOf(ends)],
    log: [],
    summary,
  };
}

async function prepareEvidence(
  { kubectl, release, signal }: ClusterContext,
  pod: Pod,
  tell: (problem: string) => void,
): Promise<ClusterEvidence> {
  const selector = release.selectors.component("simulator");
  const args = ["get", "pods", "-l", selector, "-o", "json"];
  const simulators = (await kubectl.json(Pods, args, { signal })).items;
  const evidence = new ClusterEvidence({
    proxy: new PodProxy(kubectl, tell),
    gateway: { pod: pod.metadata.name, port: PORTS.gateway },
    simulators: simulators.map(({ metadata }) => ({
      pod: metadata.name,
      port: PORTS.simulator,
    })),
    workers: workersOf(release.gateway),
    clock: () => performance.now(),
  });
  await evidence.before();
  return evidence;
}

/** Shards that aren't of one run can't come from ours, but from whoever else writes there. */
function merge(files: readonly ShardFiles[], slo: SloProfile): ShardFiles {
  try {
    return mergeShards(files, slo);
  } catch (error) {
    throw new ClusterError((error as Error).message);
  }
}

/** Nothing was measured: not the gateway's doing, so what the shards say is all there is. */
async function withoutFiles(
  { kubectl, signal }: ClusterContext,
  shards: number,
  ends: readonly ShardEnd[],
): Promise<RunResult> {
  const first = ends.find(({ problem }) => problem !== undefined) ?? ends[0];
  return {
    outcome: "invalid",
    reasons: [`generator-limited: none of ${shards} shards left a file`, ...problemsOf(ends)],
    log: first === undefined ? [] : await readShardLog(kubectl, first.pod, signal),
  };
}

function problemsOf(ends: readonly ShardEnd[]): string[] {
  return ends.flatMap(({ problem }) => problem ?? []);
}

/** What has happened to the gateway's pod under load; empty if nothing has. */
async function gatewayLosses(
  { kubectl, release, signal }: ClusterContext,
  variant: string,
  before: Pod,
): Promise<string[]> {
  const args = ["get", "pods", "-l", release.selectors.gateway(variant), "-o", "json"];
  const { items } = await kubectl.json(Pods, args, { signal });
  const loss = gatewayLoss(before, items);
  return loss === undefined ? [] : [loss];
}

async function writeFiles(
  { directory }: ClusterContext,
  names: ReturnType<typeof runFiles>,
  { summary, histograms }: ShardFiles,
): Promise<void> {
  const write = (name: string, value: unknown) =>
    writeFileAtomically(join(directory, name), `${JSON.stringify(value, null, 2)}\n`);
  await write(names.histograms, histograms);
  await write(names.summary, summary);
}

/** The run is measured already: a pod that doesn't end, as when its node is gone, is worth a word only. */
async function awaitRest(context: ClusterContext, variant: string, report: Report): Promise<void> {
  const { signal } = context;
  // After an interruption nobody waits for the pods to be gone: the server sees to that.
  if (signal.aborted) return;
  try {
    await awaitNoGateway(context, variant);
  } catch (error) {
    if (!signal.aborted) report({ kind: "problem", text: (error as Error).message });
  }
}
