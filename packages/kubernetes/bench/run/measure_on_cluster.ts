import { runFiles } from "@stt-bench/bench";
import type { Report, RunPlan, RunResult } from "@stt-bench/bench";
import { mergeShards, writeFileAtomically } from "@stt-bench/results";
import type { HistogramFile, RunSummary, ShardFiles, SloProfile } from "@stt-bench/results";
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
import type { ClusterContext } from "./cluster_context.ts";
import { createJob, deleteJob, scaleToZero, scaleUp } from "./commands.ts";
import { completeClusterSummary, reasonsOf } from "./complete_cluster_summary.ts";
import { describeEnvironment } from "./describe_environment.ts";
import { fetchShards } from "./fetch_shards.ts";
import { JobFollower } from "./follow_job.ts";
import type { ShardEnd } from "./follow_job.ts";
import { readNode } from "./node_facts.ts";
import { ProblemWatch } from "./problem_watch.ts";
import { createRunId } from "./run_id.ts";
import { createRunJob, TemplateJob } from "./run_job.ts";
import { runTimeoutMs } from "./run_timeout.ts";
import { awaitGateway, awaitNoGateway } from "./start_gateway.ts";

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
    if (error instanceof ClusterError) {
      return { outcome: "fail", reasons: error.message.split("\n"), log: error.log };
    }
    if (error instanceof KubectlError) {
      return { outcome: "fail", reasons: [error.message], log: [] };
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
  const watch = new ProblemWatch(
    (text) => report({ kind: "problem", text }),
    waits.problemMs,
    () => performance.now(),
  );
  report(`scaling gateway ${variant} up`);
  await scaleGatewayUp(context, variant);
  const pod = await awaitGateway(kubectl, release, variant, watch, {
    ...{ pollMs: waits.pollMs, signal, timeoutMs: waits.rolloutMs, flag: "--rollout-timeout" },
  });
  const node = await readNode(kubectl, pod);
  context.onNode(node);
  const evidence = await prepareEvidence(context, pod);
  const run = createRunId(new Date(), context.random);
  const shards = Math.min(context.shards, plan.load.sessions);
  const ends = await runJob(context, { run, variant, shards, plan }, watch, evidence, report);
  report("fetching");
  const files = await fetchShards(kubectl, release, run, signal);
  const lost = ends.flatMap(({ problem }) => problem ?? []);
  if (files.length === 0) return await withoutFiles(context, run, shards, ends, lost);
  const merged = merge(files, context.slo);
  const loss = gatewayLoss(pod, await gatewayPods(context, variant));
  const summary = completeClusterSummary({
    summary: merged.summary,
    knowledge: await evidence.collect(plan.load.sessions),
    environment: describeEnvironment(release, node),
    round: plan.round,
    broken: loss === undefined ? [] : [loss],
  }, context.slo);
  await writeFiles(context, variant, plan, summary, merged.histograms);
  const reasons = [...reasonsOf(summary, loss === undefined ? [] : [loss]), ...lost];
  return {
    outcome: summary.verdict,
    reasons: summary.verdict === "pass" ? [] : reasons,
    log: [],
    summary,
  };
}

/** Where somebody else was faster it is their gateway, and theirs to scale back. */
async function scaleGatewayUp(
  { kubectl, release, undo, signal }: ClusterContext,
  variant: string,
): Promise<void> {
  const step = scaleToZero(release, variant);
  undo.add(step);
  try {
    await kubectl.run(scaleUp(release, variant), { signal });
  } catch (error) {
    if (error instanceof KubectlError && error.problem === "conflict") undo.cancel(step);
    throw error;
  }
}

async function prepareEvidence(context: ClusterContext, pod: Pod): Promise<ClusterEvidence> {
  const { kubectl, release, signal } = context;
  const selector = release.selectors.component("simulator");
  const simulators = await kubectl.json(Pods, ["get", "pods", "-l", selector, "-o", "json"], {
    signal,
  });
  const evidence = new ClusterEvidence({
    proxy: new PodProxy(kubectl),
    gateway: { pod: pod.metadata.name, port: PORTS.gateway },
    simulators: simulators.items.map(({ metadata: { name } }) => ({
      pod: name,
      port: PORTS.simulator,
    })),
    workers: workersOf(release.gateway),
    clock: () => performance.now(),
  });
  await evidence.before();
  return evidence;
}

interface Order {
  readonly run: string;
  readonly variant: string;
  readonly shards: number;
  readonly plan: RunPlan;
}

async function runJob(
  { kubectl, release, undo, waits, signal }: ClusterContext,
  { run, variant, shards, plan: { load } }: Order,
  watch: ProblemWatch,
  evidence: ClusterEvidence,
  report: Report,
): Promise<readonly ShardEnd[]> {
  const runMs = waits.runMs ?? runTimeoutMs(load);
  const deadlineSecs = Math.ceil((waits.startMs + runMs) / 1000);
  const args = ["get", "job", release.template.metadata.name, "-o", "json"];
  const template = await kubectl.json(TemplateJob, args, { signal });
  const job = createRunJob(template, release, { run, variant, shards, load, deadlineSecs });
  report(`starting ${shards} ${shards === 1 ? "shard" : "shards"} as run ${run}`);
  undo.add(deleteJob(release, run));
  await kubectl.run(createJob, { signal, input: JSON.stringify(job) });
  const follower = new JobFollower(kubectl, release, run, shards);
  return await follower.follow(
    watch,
    { onEvent: (event) => evidence.observe(event), onNews: report },
    { startTimeoutMs: waits.startMs, runTimeoutMs: runMs, pollMs: waits.pollMs, signal },
  );
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
  { kubectl, release, signal }: ClusterContext,
  run: string,
  shards: number,
  ends: readonly ShardEnd[],
  lost: readonly string[],
): Promise<RunResult> {
  const follower = new JobFollower(kubectl, release, run, shards);
  const first = ends.find(({ problem }) => problem !== undefined) ?? ends[0];
  return {
    outcome: "invalid",
    reasons: [`generator-limited: none of ${shards} shards left a file`, ...lost],
    log: first === undefined ? [] : await follower.logOf(first.pod, signal),
  };
}

async function gatewayPods(
  { kubectl, release, signal }: ClusterContext,
  variant: string,
): Promise<readonly Pod[]> {
  const args = ["get", "pods", "-l", release.selectors.gateway(variant), "-o", "json"];
  return (await kubectl.json(Pods, args, { signal })).items;
}

async function writeFiles(
  { directory }: ClusterContext,
  variant: string,
  plan: RunPlan,
  summary: RunSummary,
  histograms: HistogramFile,
): Promise<void> {
  const files = runFiles(variant, plan);
  const write = (name: string, value: unknown) =>
    writeFileAtomically(join(directory, name), `${JSON.stringify(value, null, 2)}\n`);
  await write(files.histograms, histograms);
  await write(files.summary, summary);
}

/** The run is measured already: a pod that doesn't end, as when its node is gone, is worth a word only. */
async function awaitRest(
  { kubectl, release, waits, signal }: ClusterContext,
  variant: string,
  report: Report,
): Promise<void> {
  // After an interruption nobody waits for the pods to be gone: the server sees to that.
  if (signal.aborted) return;
  try {
    await awaitNoGateway(kubectl, release, variant, {
      ...{ pollMs: waits.pollMs, signal, timeoutMs: waits.rolloutMs, flag: "--rollout-timeout" },
    });
  } catch (error) {
    if (!signal.aborted) report({ kind: "problem", text: (error as Error).message });
  }
}
