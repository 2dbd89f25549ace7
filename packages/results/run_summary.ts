import { ERROR_KINDS, ERROR_STAGES } from "@stt-bench/protocol";
import type { ErrorKind } from "@stt-bench/protocol";
import * as v from "valibot";
import { BREAK_CAUSES } from "./break_cause.ts";
import type { BreakCause } from "./break_cause.ts";
import { GatewayLedger } from "./gateway_ledger.ts";
import { GatewayReport } from "./gateway_report.ts";
import { GatewaySessions } from "./gateway_sessions.ts";
import { HISTOGRAM_NAMES, Latency } from "./latency.ts";
import { RUN_PHASES } from "./run_phase.ts";
import { SimulatorReport } from "./simulator_report.ts";
import { CheckResult, GateResult, Verdict } from "./verdict.ts";

/** Version of the summary's own fields; a change that could break a reader raises it. */
export const SUMMARY_SCHEMA_VERSION = 2;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const atLeast0 = v.pipe(v.number(), v.finite(), v.minValue(0));
const stage = v.picklist(ERROR_STAGES);
const kind = v.picklist(Object.keys(ERROR_KINDS) as ErrorKind[]);

function forEach<const Name extends string, S extends v.GenericSchema>(
  names: readonly Name[],
  schema: S,
): Record<Name, S> {
  return Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, S>;
}

/** The fields of the benchmark that ours is compatible with, in its order. */
const existingFields = {
  url: v.string(),
  service_name: v.exactOptional(v.string()),
  samples_file: v.exactOptional(v.string()),
  sessions: count,
  repeat: count,
  warmup_secs: atLeast0,
  measure_secs: atLeast0,
  ramp_up_secs: atLeast0,
  session_start_spread_ms: atLeast0,
  partials: count,
  protocol_errors: count,
  inference_errors: count,
  inference_error_counts: v.array(v.strictObject({ stage, kind, count })),
  inference_error_samples: v.pipe(
    v.array(v.strictObject({
      stage,
      kind,
      message: v.string(),
      inference_status: v.nullable(count),
      retryable: v.boolean(),
    })),
    v.maxLength(5),
  ),
  timeouts: v.strictObject({ connect: count, send: count, close: count, session: count }),
  newest_frame_to_partial_latency: Latency,
  oldest_frame_to_partial_latency: Latency,
  flush_lateness: Latency,
};

/** The program that streamed the audio. */
const Generator = v.strictObject({
  runtime: v.picklist(["deno", "node", "bun"]),
  version: v.string(),
  /** CPU of the measured window, in percent of the generator's share. */
  cpu_percent: atLeast0,
  /** The generator's share: one core, or less under a CPU quota. */
  cpu_share_cores: atLeast0,
  /** Time in the measured window in which a CPU quota held it; null where that isn't known. */
  throttled_ms: v.nullable(atLeast0),
  /** CPU of the window that other guests took from the CPUs it may run on; null if not known. */
  steal_percent: v.nullable(atLeast0),
  max_rss_bytes: count,
});

/** The machine, where the bench looked at it. */
const Environment = v.strictObject({
  cpu_model: v.string(),
  cores: count,
  kernel: v.string(),
  /** CPUs that the gateway may run on, where it is held to some. */
  gateway_cpus: v.nullable(count),
  /** The most CPU that the gateway may use, as a part of one, where that is limited. */
  cpu_limit: v.nullable(atLeast0),
  /** The same of its memory. */
  memory_limit_bytes: v.nullable(count),
  pinning: v.nullable(v.string()),
});

/** The settings that have no field of their own above. */
const Config = v.strictObject({
  connect_timeout_ms: atLeast0,
  send_timeout_ms: atLeast0,
  close_grace_ms: atLeast0,
  session_grace_secs: atLeast0,
  /** The gateway's interval between two flushes of a session. */
  flush_interval_ms: atLeast0,
  /** How long a session streams before a successor takes its place; null: to the end. */
  session_secs: v.nullable(atLeast0),
  /** Sessions of all shards; `sessions` counts those of this one. */
  total_sessions: count,
  shard_index: count,
  shard_count: count,
  verify: v.boolean(),
  audio: v.nullable(v.string()),
  slo: v.string(),
});

const ourFields = {
  schema_version: v.literal(SUMMARY_SCHEMA_VERSION),
  newest_from_schedule: Latency,
  oldest_from_schedule: Latency,
  send_lateness: Latency,
  send_wait: Latency,
  connect_latency: Latency,
  /** Frames of the whole run whose write began: the sum of the ledger. */
  frames_sent: count,
  /** Frames that a partial answered, in the whole run. */
  frames_acknowledged: count,
  /** Frames that were due, but stayed behind the gateway's back-pressure to the end. */
  frames_unsent: count,
  /** What became of each frame sent. `dropped` are those of an `overflow` error. */
  ledger: v.strictObject({
    acknowledged: count,
    in_errors: count,
    dropped: count,
    still_open: count,
  }),
  /** Frames that were due inside the measured window, sent or not. */
  measured_frames: count,
  /** Those of them that nothing answered within the session grace. */
  missing_frames: count,
  /** Partials and errors that the schedule implies inside the measured window, and those lacking. */
  expected_partials: count,
  missing_partials: count,
  /** Sessions that began to connect, successors included. */
  sessions_started: count,
  /** Sessions that streamed, did not break for another reason, and never got a partial. */
  silent_sessions: count,
  /** Sessions that broke, each under one cause; `example` is the first one's message. */
  broken_sessions: v.array(v.strictObject({
    cause: v.picklist(Object.keys(BREAK_CAUSES) as BreakCause[]),
    count,
    example: v.string(),
  })),
  /** The errors again, by the phase in which they happened. */
  errors_by_phase: v.strictObject(forEach(
    RUN_PHASES,
    v.strictObject({ protocol_errors: count, inference_errors: count, timeouts: count }),
  )),
  /** Values over a histogram's 60 s, recorded as 60 s. */
  clamped_values: v.strictObject(forEach(HISTOGRAM_NAMES, count)),
  /** `interrupted`: by a signal. `gateway_lost`: no session was left. Then the numbers are partial. */
  ended: v.picklist(["complete", "interrupted", "gateway_lost"]),
  /** Seconds of the measured window that passed; `measure_secs` when the run was complete. */
  measured_secs: atLeast0,
  generator: Generator,
  config: Config,
};

const verdictFields = {
  verdict: Verdict,
  slo: v.strictObject({
    profile: v.string(),
    checks: v.array(CheckResult),
    gates: v.array(GateResult),
    reasons: v.array(v.string()),
  }),
  gateway: v.exactOptional(GatewayReport),
  gateway_ledger: v.exactOptional(GatewayLedger),
  gateway_sessions: v.exactOptional(GatewaySessions),
  simulator: v.exactOptional(SimulatorReport),
  environment: v.exactOptional(Environment),
};

/** Strict schema of {@linkcode ExistingSummary}. */
export const ExistingSummary = v.strictObject({
  ...existingFields,
  inference_error_counts: v.array(v.strictObject({ stage: v.string(), kind: v.string(), count })),
  inference_error_samples: v.array(v.strictObject({
    stage: v.string(),
    kind: v.string(),
    message: v.string(),
    inference_status: v.nullable(count),
    retryable: v.boolean(),
  })),
});

/**
 * The summary of a run as the existing benchmark writes it, whose gateways may name errors that ours
 * do not.
 */
export type ExistingSummary = v.InferOutput<typeof ExistingSummary>;

/** Strict schema of what a run measured, before it is judged. */
export const Measurements = v.strictObject({ ...existingFields, ...ourFields });

/** What a run measured, before it is judged: the input of `evaluateSlo`. */
export type Measurements = v.InferOutput<typeof Measurements>;

/** Strict schema of the summary of one run: {@linkcode Measurements} and the verdict. */
export const RunSummary = v.strictObject({ ...existingFields, ...ourFields, ...verdictFields });

/**
 * The summary of one run: one JSON object. The fields of the existing benchmark come first and in
 * its order; `v.parse(RunSummary, value)` puts them there.
 */
export type RunSummary = v.InferOutput<typeof RunSummary>;

/** The summary of a run by whichever of the two benchmarks: the existing one has the fewer fields. */
export type AnySummary =
  & ExistingSummary
  & Partial<Omit<RunSummary, keyof ExistingSummary>>;
