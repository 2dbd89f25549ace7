import * as v from "valibot";
import { Machine } from "./machine.ts";
import { outcomes } from "./outcome.ts";
import { profileNames } from "./profile_name.ts";

/** Version of the manifest's fields; a change that could break a reader raises it. */
export const MANIFEST_SCHEMA_VERSION = 2;

const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(atLeast0, v.integer());
const texts = v.record(v.string(), v.string());
const cpus = v.array(count);
const program = v.strictObject({ runtime: v.string(), version: v.string() });

const Load = v.strictObject({
  profile: v.picklist(profileNames),
  /** Null where it differs from run to run. */
  sessions: v.nullable(count),
  ramp_up_secs: atLeast0,
  session_start_spread_ms: atLeast0,
  warmup_secs: atLeast0,
  measure_secs: atLeast0,
  /** How long a session lives before another takes its place; null for as long as the run. */
  session_secs: v.nullable(atLeast0),
});

/** A gateway that was measured. */
const Target = v.strictObject({
  /** What tables and files call it. */
  target: v.string(),
  /** Set for a gateway of ours: its variant, runtime and number of processes. */
  variant: v.nullable(v.string()),
  runtime: v.nullable(v.string()),
  version: v.nullable(v.string()),
  workers: v.nullable(count),
  /** Set for anybody's: where it listens. */
  url: v.nullable(v.string()),
});

const Run = v.strictObject({
  target: v.string(),
  /** Counts the runs of a target under one load, from 1. */
  round: count,
  sessions: count,
  outcome: v.picklist(outcomes),
  reasons: v.array(v.string()),
  /** Last log lines of the child that went wrong. */
  log: v.array(v.string()),
  /** Name of the summary's file; null when the load never ran to a summary. */
  summary: v.nullable(v.string()),
});

/** Strict schema of {@linkcode Manifest}. */
export const Manifest = v.strictObject({
  schema_version: v.literal(MANIFEST_SCHEMA_VERSION),
  /** The program: `bench`, `bracket`, `soak`, `bench:k8s`. */
  program: v.string(),
  name: v.string(),
  started_at: v.pipe(v.string(), v.isoTimestamp()),
  finished_at: v.pipe(v.string(), v.isoTimestamp()),
  /** The arguments that it was called with. */
  arguments: v.array(v.string()),
  outcome: v.picklist(outcomes),
  /** False when some run is missing or broke off: then the results are partial. */
  complete: v.boolean(),
  load: Load,
  targets: v.array(Target),
  /** Target by target. */
  runs: v.array(Run),
  conditions: v.strictObject({
    /** Fraction of a CPU that the gateway might use, and its memory; null without a limit. */
    cpu_limit: v.nullable(atLeast0),
    memory_limit_bytes: v.nullable(count),
    /** What enforces these, e.g. `cgroup v2`; null without a limit. */
    limits_by: v.nullable(v.string()),
    /** Passes of the simulated model over the audio; null for the gateways' default. */
    cpu_passes: v.nullable(count),
    seed: count,
    slo: v.string(),
  }),
  programs: v.strictObject({
    bench: program,
    loadgen: program,
    inference: v.nullable(program),
    conformance: v.nullable(program),
  }),
  /** Set when an inference service was used that the bench did not start. */
  inference_url: v.nullable(v.string()),
  /** Variables of the caller's environment that configure a gateway or the simulator. */
  environment: texts,
  machine: Machine,
  pinning: v.strictObject({
    description: v.string(),
    gateway_cpus: v.nullable(cpus),
    simulator_cpus: v.nullable(cpus),
    tool_cpus: v.nullable(cpus),
  }),
  git: v.nullable(v.strictObject({ commit: v.string(), dirty: v.boolean() })),
});

/** What a program measured and how: enough to understand its files, and to run it again. */
export type Manifest = v.InferOutput<typeof Manifest>;
