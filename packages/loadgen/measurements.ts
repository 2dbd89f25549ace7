import { SUMMARY_SCHEMA_VERSION } from "@stt-bench/results";
import type { Latency, Measurements } from "@stt-bench/results";
import type { RunOutcome } from "./load_run.ts";
import { round3 } from "./round3.ts";
import type { RunRecorder } from "./run_recorder.ts";
import type { Settings } from "./settings.ts";

/** What is known of the process that generated the load, besides what it used. */
export interface GeneratorFacts {
  readonly runtime: Measurements["generator"]["runtime"];
  readonly version: string;
  readonly cpuShareCores: number;
}

/** Puts what a run recorded into the shape of the results. */
export function measurements(
  settings: Settings,
  outcome: RunOutcome,
  generator: GeneratorFacts,
): Measurements {
  const { recorder } = outcome;
  return {
    ...identityOf(settings, outcome.sessions),
    ...errorsOf(recorder),
    ...latenciesOf(recorder),
    schema_version: SUMMARY_SCHEMA_VERSION,
    partials: recorder.measuredPartials,
    ...countsOf(recorder),
    sessions_started: recorder.sessionsStarted,
    silent_sessions: recorder.silentSessions,
    clamped_values: each(recorder.histograms, ({ clamped }) => clamped),
    ended: outcome.ended,
    measured_secs: outcome.ended === "complete"
      ? settings.measureSecs
      : round3(outcome.measuredMs / 1000),
    generator: {
      runtime: generator.runtime,
      version: generator.version,
      cpu_percent: cpuPercent(outcome, generator.cpuShareCores),
      cpu_share_cores: generator.cpuShareCores,
      throttled_ms: round3OrNull(outcome.interference.throttledMs),
      steal_percent: round3OrNull(outcome.interference.stealPercent),
      max_rss_bytes: outcome.maxRssBytes,
    },
    config: configOf(settings),
  };
}

function identityOf(settings: Settings, sessions: number) {
  return {
    url: settings.url,
    ...(settings.serviceName !== undefined && { service_name: settings.serviceName }),
    ...(settings.samplesOut !== undefined && { samples_file: settings.samplesOut }),
    sessions,
    repeat: settings.repeat,
    warmup_secs: settings.warmupSecs,
    measure_secs: settings.measureSecs,
    ramp_up_secs: settings.rampUpSecs,
    session_start_spread_ms: settings.sessionStartSpreadMs,
  };
}

function errorsOf(recorder: RunRecorder) {
  const phases = Object.values(recorder.errorsByPhase);
  const timeouts = (cause: "connect" | "send" | "close" | "session") =>
    recorder.broken.get(`${cause}_timeout`)?.count ?? 0;
  return {
    protocol_errors: phases.reduce((sum, errors) => sum + errors.protocol_errors, 0),
    inference_errors: phases.reduce((sum, errors) => sum + errors.inference_errors, 0),
    inference_error_counts: [...recorder.inferenceErrorCounts.values()]
      .map(({ error: { stage, kind }, count }) => ({ stage, kind, count })),
    inference_error_samples: [...recorder.inferenceErrorSamples],
    timeouts: {
      connect: timeouts("connect"),
      send: timeouts("send"),
      close: timeouts("close"),
      session: timeouts("session"),
    },
    broken_sessions: [...recorder.broken]
      .map(([cause, { count, example }]) => ({ cause, count, example })),
    errors_by_phase: recorder.errorsByPhase,
  };
}

function latenciesOf({ histograms }: RunRecorder) {
  return each(histograms, (histogram): Latency => histogram.summary());
}

function countsOf({ tally }: RunRecorder) {
  const { sent, unsent, acknowledged, inErrors, dropped } = tally;
  return {
    frames_sent: sent,
    frames_acknowledged: acknowledged,
    frames_unsent: unsent,
    ledger: {
      acknowledged,
      in_errors: inErrors,
      dropped,
      still_open: sent - acknowledged - inErrors - dropped,
    },
    measured_frames: tally.measured,
    missing_frames: tally.missing,
    expected_partials: tally.expectedPartials,
    missing_partials: tally.missingPartials,
  };
}

function configOf(settings: Settings): Measurements["config"] {
  return {
    connect_timeout_ms: settings.connectTimeoutMs,
    send_timeout_ms: settings.sendTimeoutMs,
    close_grace_ms: settings.closeGraceMs,
    session_grace_secs: settings.sessionGraceSecs,
    flush_interval_ms: settings.flushIntervalMs,
    session_secs: settings.sessionSecs ?? null,
    total_sessions: settings.sessions,
    shard_index: settings.shard.index,
    shard_count: settings.shard.count,
    verify: settings.verify,
    audio: settings.audio ?? null,
    slo: settings.slo,
  };
}

/** CPU of the window in percent of the generator's share; 0 when there was no window. */
function cpuPercent({ measuredMs, measuredCpuMs }: RunOutcome, shareCores: number): number {
  return measuredMs === 0 ? 0 : round3((100 * measuredCpuMs) / (measuredMs * shareCores));
}

function round3OrNull(value: number | null): number | null {
  return value === null ? null : round3(value);
}

function each<Name extends string, T, R>(
  table: Readonly<Record<Name, T>>,
  map: (value: T) => R,
): Record<Name, R> {
  const entries = Object.entries<T>(table).map(([name, value]) => [name, map(value)]);
  return Object.fromEntries(entries) as Record<Name, R>;
}
