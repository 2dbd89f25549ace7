import type { ExistingSummary } from "../run_summary.ts";
import { flatLatency } from "./good_run.ts";

/** The summary of a run that the existing benchmark has measured, and that passed; with `changes`. */
export function existingRun(changes: Partial<ExistingSummary> = {}): ExistingSummary {
  return {
    url: "ws://gateway:3000/ws/stt",
    service_name: "go-nethttp",
    samples_file: "go-nethttp-2000s-10w-45m-r1.samples.csv",
    sessions: 2000,
    repeat: 1,
    warmup_secs: 10,
    measure_secs: 45,
    ramp_up_secs: 30,
    session_start_spread_ms: 1000,
    partials: 1000,
    protocol_errors: 0,
    inference_errors: 0,
    inference_error_counts: [],
    inference_error_samples: [],
    timeouts: { connect: 0, send: 0, close: 0, session: 0 },
    newest_frame_to_partial_latency: flatLatency(119),
    oldest_frame_to_partial_latency: flatLatency(1099),
    flush_lateness: flatLatency(0.008),
    ...changes,
  };
}
