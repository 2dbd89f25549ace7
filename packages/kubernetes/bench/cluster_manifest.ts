import { findVariant, runFiles } from "@stt-bench/bench";
import type { RunResult } from "@stt-bench/bench";
import { Manifest, MANIFEST_SCHEMA_VERSION } from "@stt-bench/results";
import type { Outcome, SloProfile } from "@stt-bench/results";
import process from "node:process";
import * as v from "valibot";
import { limitsOf, variableOf, workersOf } from "./cluster/deployment_settings.ts";
import type { Deployment } from "./cluster/objects.ts";
import { PORTS } from "./cluster/release.ts";
import type { Release } from "./cluster/release.ts";
import { countOf } from "./count_of.ts";
import type { K8sOptions } from "./k8s_options.ts";
import type { NodeFacts } from "./run/node_facts.ts";

/** One run on the cluster. */
export interface ClusterRun {
  readonly round: number;
  readonly sessions: number;
  readonly result: RunResult;
}

/** What a manifest is made of. */
export interface ClusterMeasured {
  readonly options: K8sOptions;
  readonly arguments: readonly string[];
  readonly release: Release;
  readonly context: string;
  readonly slo: SloProfile;
  readonly startedAt: Date;
  readonly runs: readonly ClusterRun[];
  readonly node: NodeFacts;
  readonly outcome: Outcome;
  readonly complete: boolean;
}

/** Describes what was measured on a cluster, in the form of any bench's. */
export function createClusterManifest(measured: ClusterMeasured): Manifest {
  const { options, release, startedAt, runs, outcome, complete, slo } = measured;
  const { cpus, memoryBytes } = limitsOf(release.gateway);
  return v.parse(Manifest, {
    schema_version: MANIFEST_SCHEMA_VERSION,
    program: "bench:k8s",
    name: options.name,
    started_at: startedAt.toISOString(),
    finished_at: new Date().toISOString(),
    arguments: [...measured.arguments],
    outcome,
    complete,
    load: describeLoad(measured),
    targets: [describeTarget(measured)],
    runs: runs.map((run) => describeRun(options, run)),
    conditions: {
      cpu_limit: cpus,
      memory_limit_bytes: memoryBytes,
      limits_by: cpus === null && memoryBytes === null ? null : "Kubernetes",
      cpu_passes: numberIn(release.gateway, "CPU_PASSES"),
      seed: numberIn(release.simulator, "MODEL_SEED") ?? DEFAULT_SEED,
      slo: slo.name,
    },
    programs: describePrograms(measured),
    inference_url: `http://${release.simulator.metadata.name}:${PORTS.simulator}`,
    environment: {},
    machine: measured.node,
    pinning: {
      description: describePlace(measured),
      gateway_cpus: null,
      simulator_cpus: null,
      tool_cpus: null,
    },
    git: null,
  });
}

/** The simulator's own. */
const DEFAULT_SEED = 1;

function describeLoad({ options, runs }: ClusterMeasured): Manifest["load"] {
  const { profile, load, sessions } = options;
  const summary = runs.find(({ result }) => result.summary)?.result.summary;
  return {
    profile,
    sessions: sessions ?? null,
    ramp_up_secs: load.rampUpSecs,
    // The chart's template decides this, and a shard tells it.
    session_start_spread_ms: summary?.session_start_spread_ms ?? load.sessionStartSpreadMs,
    warmup_secs: load.warmupSecs,
    measure_secs: load.measureSecs,
    session_secs: summary?.config.session_secs ?? null,
  };
}

function describeTarget({ options, release, runs }: ClusterMeasured): Manifest["targets"][0] {
  const { variant } = options;
  const known = runs.find(({ result }) => result.summary?.gateway)?.result.summary?.gateway;
  return {
    target: variant,
    variant,
    runtime: findVariant(variant).runtime,
    version: known?.version ?? null,
    workers: workersOf(release.gateway),
    url: null,
  };
}

function describeRun({ variant, load }: K8sOptions, run: ClusterRun): Manifest["runs"][0] {
  const { round, sessions, result: { summary, outcome, reasons, log } } = run;
  const { summary: file } = runFiles(variant, { load: { ...load, sessions }, round });
  return {
    target: variant,
    round,
    sessions,
    outcome,
    reasons: [...reasons],
    log: [...log],
    summary: summary === undefined ? null : file,
  };
}

function describePrograms({ runs }: ClusterMeasured): Manifest["programs"] {
  const own = (["bun", "deno", "node"] as const).find((name) => process.versions[name])!;
  const generator = runs.find(({ result }) => result.summary)?.result.summary?.generator;
  return {
    bench: { runtime: own, version: process.versions[own]! },
    loadgen: generator === undefined
      ? { runtime: "unknown", version: "unknown" }
      : { runtime: generator.runtime, version: generator.version },
    inference: null,
    conformance: null,
  };
}

/** Which images ran, and where: what no version control of this machine knows. */
function describePlace({ context, options, release }: ClusterMeasured): string {
  const { namespace, shards } = options;
  const image = release.gateway.spec.template.spec.containers[0]?.image ?? "";
  const simulators = release.simulator.spec.replicas;
  return `Kubernetes, context ${context}, namespace ${namespace}, release ${release.name}: ` +
    `${image}, ${countOf(simulators, "simulator pod")}, ${countOf(shards, "load generator pod")}`;
}

function numberIn(deployment: Deployment, name: string): number | null {
  const text = variableOf(deployment, name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
