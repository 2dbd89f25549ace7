import * as v from "valibot";
import { outcomes } from "../run/outcome.ts";
import { profileNames } from "../run/load_profile.ts";

/** Version of the manifest's fields; a change that could break a reader raises it. */
export const MANIFEST_SCHEMA_VERSION = 1;

const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(atLeast0, v.integer());
const texts = v.record(v.string(), v.string());
const cpus = v.array(count);
const program = v.strictObject({ runtime: v.string(), version: v.string() });

const Load = v.strictObject({
  profile: v.picklist(profileNames),
  sessions: count,
  ramp_up_secs: atLeast0,
  session_start_spread_ms: atLeast0,
  warmup_secs: atLeast0,
  measure_secs: atLeast0,
});

const Run = v.strictObject({
  variant: v.string(),
  runtime: v.string(),
  version: v.string(),
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
  name: v.string(),
  started_at: v.pipe(v.string(), v.isoTimestamp()),
  finished_at: v.pipe(v.string(), v.isoTimestamp()),
  /** The arguments that it was called with. */
  arguments: v.array(v.string()),
  outcome: v.picklist(outcomes),
  /** False when some run is missing or broke off: then the results are partial. */
  complete: v.boolean(),
  load: Load,
  runs: v.array(Run),
  programs: v.strictObject({
    bench: program,
    loadgen: program,
    inference: v.nullable(program),
    conformance: v.nullable(program),
  }),
  inference: v.strictObject({
    /** Set when an inference service was used that the bench did not start. */
    url: v.nullable(v.string()),
    /** Variables that the simulator was started with. */
    environment: texts,
  }),
  /** Variables of the caller's environment that configure a gateway or the simulator. */
  environment: texts,
  machine: v.strictObject({
    platform: v.string(),
    arch: v.string(),
    cpu_model: v.string(),
    cores: count,
    kernel: v.string(),
    memory_bytes: count,
  }),
  pinning: v.strictObject({
    description: v.string(),
    gateway_cpus: v.nullable(cpus),
    tool_cpus: v.nullable(cpus),
  }),
  git: v.nullable(v.strictObject({ commit: v.string(), dirty: v.boolean() })),
});

/** What a comparison was: enough to understand its files, and to run it again. */
export type Manifest = v.InferOutput<typeof Manifest>;
