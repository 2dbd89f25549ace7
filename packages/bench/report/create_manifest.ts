import process from "node:process";
import { Manifest, MANIFEST_SCHEMA_VERSION } from "@stt-bench/results";
import type { Outcome, ProfileName } from "@stt-bench/results";
import { readGitCommit, root } from "@stt-bench/toolchain";
import * as v from "valibot";
import { describePinning } from "../machine/pinning.ts";
import { tools } from "../programs/program_command.ts";
import type { LoadProfile } from "../run/load_profile.ts";
import type { RunResult } from "../run/outcome.ts";
import type { RunContext } from "../run/run_context.ts";
import { runFiles } from "../run/run_files.ts";
import type { Target } from "../run/target.ts";

/** What a manifest tells besides the context. */
export interface Measured {
  /** `bench`, `bracket`, `soak`. */
  readonly program: string;
  /** What the folder of results is called, after the time. */
  readonly name: string;
  readonly startedAt: Date;
  /** The arguments that it was called with. */
  readonly arguments: readonly string[];
  readonly profile: ProfileName;
  /** The load of all runs; where `sessions` differs, that of each run counts. */
  readonly load: Omit<LoadProfile, "sessions"> & { readonly sessions: number | null };
  readonly targets: readonly Target[];
  readonly runs: readonly MeasuredRun[];
  /** Runs of another process that this one goes on with. */
  readonly earlierRuns?: Manifest["runs"];
  readonly outcome: Outcome;
  /** Whether all was measured that should be. */
  readonly complete: boolean;
}

/** One run of a {@linkcode Measured}. */
export interface MeasuredRun {
  readonly target: Target;
  readonly round: number;
  readonly sessions: number;
  readonly result: RunResult;
}

/** Describes what was measured. */
export async function createManifest(context: RunContext, measured: Measured): Promise<Manifest> {
  const { conditions, machine, environment, slo } = context;
  const { program, name, startedAt, outcome, complete } = measured;
  return v.parse(Manifest, {
    schema_version: MANIFEST_SCHEMA_VERSION,
    program,
    name,
    started_at: startedAt.toISOString(),
    finished_at: new Date().toISOString(),
    arguments: [...measured.arguments],
    outcome,
    complete,
    load: describeLoad(measured),
    targets: measured.targets.map((target) => describeTarget(context, target)),
    runs: [
      ...measured.earlierRuns ?? [],
      ...measured.runs.map((run) => describeRun(measured, run)),
    ],
    conditions: {
      cpu_limit: conditions.cpuLimit ?? null,
      memory_limit_bytes: conditions.memoryLimitBytes ?? null,
      limits_by: context.limitsMechanism ?? null,
      cpu_passes: conditions.cpuPasses ?? null,
      seed: conditions.seed,
      slo: slo.name,
    },
    programs: describePrograms(context, measured.targets),
    inference_url: conditions.inferenceUrl ?? null,
    environment,
    machine,
    pinning: describeCpus(context),
    git: await readGitCommit(root),
  });
}

function describeLoad({ profile, load }: Measured): Manifest["load"] {
  return {
    profile,
    sessions: load.sessions,
    ramp_up_secs: load.rampUpSecs,
    session_start_spread_ms: load.sessionStartSpreadMs,
    warmup_secs: load.warmupSecs,
    measure_secs: load.measureSecs,
    session_secs: load.sessionSecs ?? null,
  };
}

function describeTarget({ versions }: RunContext, target: Target): Manifest["targets"][0] {
  if (target.kind === "foreign") {
    const own = { variant: null, runtime: null, version: null, workers: null };
    return { target: target.label, ...own, url: target.url };
  }
  const { label, variant: { name, runtime }, workers } = target;
  const version = versions.get(runtime)!;
  return { target: label, variant: name, runtime, version, workers, url: null };
}

function describeRun({ load }: Measured, run: MeasuredRun): Manifest["runs"][0] {
  const { target: { label }, round, sessions, result: { summary, ...result } } = run;
  const plan = { load: { ...load, sessions }, round };
  return {
    target: label,
    round,
    sessions,
    outcome: result.outcome,
    reasons: [...result.reasons],
    log: [...result.log],
    summary: summary === undefined ? null : runFiles(label, plan).summary,
  };
}

function describePrograms(
  { conditions, versions }: RunContext,
  targets: readonly Target[],
): Manifest["programs"] {
  const program = (tool: keyof typeof tools) => {
    const { runtime } = tools[tool];
    return { runtime, version: versions.get(runtime)! };
  };
  const own = (["bun", "deno", "node"] as const).find((name) => process.versions[name])!;
  const hasSimulator = conditions.inferenceUrl === undefined &&
    targets.some(({ kind }) => kind === "own");
  return {
    bench: { runtime: own, version: process.versions[own]! },
    loadgen: program("loadgen"),
    inference: hasSimulator ? program("inference") : null,
    conformance: conditions.conformance ? program("conformance") : null,
  };
}

function describeCpus({ pinning }: RunContext): Manifest["pinning"] {
  const cpus = (of: "gatewayCpus" | "simulatorCpus" | "toolCpus") =>
    pinning.pinned ? [...pinning[of]] : null;
  return {
    description: describePinning(pinning),
    gateway_cpus: cpus("gatewayCpus"),
    simulator_cpus: cpus("simulatorCpus"),
    tool_cpus: cpus("toolCpus"),
  };
}
