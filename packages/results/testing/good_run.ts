import { HISTOGRAM_NAMES } from "../latency.ts";
import type { Latency } from "../latency.ts";
import { RUN_PHASES } from "../run_phase.ts";
import type { Measurements } from "../run_summary.ts";

const none = { protocol_errors: 0, inference_errors: 0, timeouts: 0 };

/** A latency whose percentiles are all `ms`. */
export function flatLatency(ms: number): Latency {
  return { p50_ms: ms, p95_ms: ms, p99_ms: ms, p999_ms: ms, max_ms: ms };
}

/** What a good run of 100 sessions over 10 s measures: a base for tests, which change one thing. */
export function goodRun(changes: Partial<Measurements> = {}): Measurements {
  return {
    url: "ws://127.0.0.1:3000/ws/stt",
    sessions: 100,
    repeat: 1,
    warmup_secs: 3,
    measure_secs: 10,
    ramp_up_secs: 2,
    session_start_spread_ms: 0,
    partials: 1000,
    protocol_errors: 0,
    inference_errors: 0,
    inference_error_counts: [],
    inference_error_samples: [],
    timeouts: { connect: 0, send: 0, close: 0, session: 0 },
    newest_frame_to_partial_latency: flatLatency(110),
    oldest_frame_to_partial_latency: flatLatency(1090),
    flush_lateness: flatLatency(1),
    schema_version: 2,
    newest_from_schedule: flatLatency(111),
    oldest_from_schedule: flatLatency(1091),
    send_lateness: flatLatency(1),
    send_wait: flatLatency(0.01),
    connect_latency: flatLatency(2),
    frames_sent: 80_000,
    frames_acknowledged: 79_000,
    frames_unsent: 0,
    ledger: { acknowledged: 79_000, in_errors: 0, dropped: 0, still_open: 1000 },
    measured_frames: 50_000,
    missing_frames: 0,
    expected_partials: 900,
    missing_partials: 0,
    sessions_started: 100,
    silent_sessions: 0,
    broken_sessions: [],
    errors_by_phase: forEach(RUN_PHASES, none),
    clamped_values: forEach(HISTOGRAM_NAMES, 0),
    ended: "complete",
    measured_secs: 10,
    generator: {
      runtime: "bun",
      version: "1.4.5",
      cpu_percent: 40,
      cpu_share_cores: 1,
      throttled_ms: 0,
      steal_percent: 0,
      max_rss_bytes: 90_000_000,
    },
    config: {
      connect_timeout_ms: 5000,
      send_timeout_ms: 5000,
      close_grace_ms: 5000,
      session_grace_secs: 15,
      flush_interval_ms: 1000,
      session_secs: null,
      total_sessions: 100,
      shard_index: 0,
      shard_count: 1,
      verify: false,
      audio: null,
      slo: "balanced",
    },
    ...changes,
  };
}

function forEach<Name extends string, T>(names: readonly Name[], value: T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, T>;
}
