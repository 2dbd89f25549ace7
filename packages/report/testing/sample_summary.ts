import { BALANCED, evaluateSlo } from "@stt-bench/results";
import type { RunSummary } from "@stt-bench/results";
import { flatLatency, goodLedger, goodRun, goodSimulator } from "@stt-bench/results/testing";
import { seededRandom } from "@stt-bench/statistics";
import type { SampleGateway } from "./sample_gateway.ts";
import { latencyOf } from "./sample_latencies.ts";
import type { SampleLatencies } from "./sample_latencies.ts";

/** One run of a sample. */
export interface SampleRun {
  readonly gateway: SampleGateway;
  readonly sessions: number;
  readonly round: number;
  readonly latencies: SampleLatencies;
  /** How late the load generator was, p99: more than 10 ms makes the run invalid. */
  readonly sendLatenessMs: number;
  readonly timings: Pick<RunSummary, "ramp_up_secs" | "warmup_secs" | "measure_secs">;
}

/** The summary of a run, judged as the bench would; costs differ by a few percent between rounds. */
export function sampleSummary(run: SampleRun): RunSummary {
  const { gateway, sessions, round, latencies, sendLatenessMs, timings } = run;
  const newest = latencyOf(latencies.newestMs);
  const oldest = latencyOf(latencies.oldestMs);
  const { config } = goodRun();
  const measured = goodRun({
    ...timings,
    service_name: gateway.label,
    sessions,
    repeat: round,
    measured_secs: timings.measure_secs,
    partials: sessions * timings.measure_secs,
    expected_partials: sessions * timings.measure_secs,
    sessions_started: sessions,
    newest_frame_to_partial_latency: newest,
    oldest_frame_to_partial_latency: oldest,
    newest_from_schedule: newest,
    oldest_from_schedule: oldest,
    send_lateness: flatLatency(sendLatenessMs),
    config: { ...config, total_sessions: sessions },
  });
  const evidence = {
    ...measured,
    gateway: gatewayReport(run),
    gateway_ledger: goodLedger(),
    simulator: goodSimulator(),
  };
  const { verdict, ...judgement } = evaluateSlo(evidence, BALANCED);
  return { ...evidence, verdict, slo: { profile: BALANCED.name, ...judgement } };
}

function gatewayReport(
  { gateway, sessions, round }: SampleRun,
): NonNullable<RunSummary["gateway"]> {
  // What a round has in common, and what is a gateway's own.
  const common = 1 + 0.06 * (seededRandom(round)() - 0.5);
  const own = 1 + 0.03 * (seededRandom(1000 * round + gateway.label.length)() - 0.5);
  const cpuUs = gateway.cpuUs * common * own;
  return {
    runtime: gateway.runtime,
    version: gateway.version,
    expected_version: gateway.version,
    variant: gateway.label,
    inference_client: gateway.client,
    inference_protocol: "HTTP/2",
    workers: 1,
    cpu_us_per_session_second: round1(cpuUs),
    user_us: round1(cpuUs * (1 - gateway.systemShare)),
    sys_us: round1(cpuUs * gateway.systemShare),
    max_rss_bytes: Math.round(60e6 + gateway.rssBytes * sessions),
    rss_bytes_per_session: Math.round(gateway.rssBytes * own),
    throttled_ms: null,
  };
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
