import process from "node:process";
import type { Sessions } from "@stt-bench/core";
import { Counter, Gauge, Registry } from "prom-client";
import type { RefusalReason } from "./admission.ts";

/** Which gateway this is; the labels of `stt_gateway_build_info`. */
export interface BuildInfo {
  readonly runtime: string;
  readonly version: string;
  readonly variant: string;
  readonly inference_client: string;
  readonly inference_protocol: string;
}

/** Where the numbers are read. */
export interface MetricsSource {
  readonly sessions: Pick<Sessions, "size" | "counters">;
  readonly isDraining: boolean;
  readonly refusals: Readonly<Record<RefusalReason, number>>;
  readonly build: BuildInfo;
}

/** The `Content-Type` of {@linkcode scrapeMetrics}. */
export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Numbers of one metric by the value of its label. */
type ByLabel = Readonly<Record<string, number>>;

/**
 * The metrics of a gateway in Prometheus' text format. They are made from plain numbers when
 * somebody scrapes, so the hot path knows nothing of them.
 */
export function scrapeMetrics(source: MetricsSource): Promise<string> {
  const { sessions, isDraining, refusals, build } = source;
  const { frames, ...counters } = sessions.counters;
  const { gauge, counter, counters: countersBy, registry } = writer();
  gauge("stt_gateway_sessions", "Open sessions", sessions.size);
  gauge("stt_gateway_draining", "1 while the gateway shuts down", Number(isDraining));
  gauge("stt_gateway_frames_in_flight", "Frames at the model", frames.inFlight);
  gauge("stt_gateway_frames_buffered", "Frames that wait for a flush", frames.buffered);
  counter("stt_gateway_sessions_opened_total", "Sessions opened", counters.sessionsOpened);
  countersBy("stt_gateway_sessions_closed_total", "Sessions ended", "cause", counters.closes);
  countersBy("stt_gateway_upgrades_refused_total", "Upgrades refused", "reason", refusals);
  counter("stt_gateway_frames_received_total", "Frames accepted", frames.received);
  countersBy("stt_gateway_frames_ended_total", "Frames by what became of them", "outcome", {
    acknowledged: frames.acknowledged,
    failed: frames.failed,
    dropped: frames.dropped,
    discarded: frames.discarded,
  });
  counter("stt_gateway_partials_total", "Partials sent", counters.partials);
  countersBy("stt_gateway_errors_total", "Errors by kind", "kind", counters.errors);
  const { user, system } = process.cpuUsage();
  counter("process_cpu_seconds_total", "User and system CPU time", (user + system) / 1e6);
  gauge("process_resident_memory_bytes", "Resident memory", process.memoryUsage.rss());
  gauge("stt_gateway_build_info", "1; the labels say which gateway this is", 1, { ...build });
  return registry.metrics();
}

function writer() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    gauge(name: string, help: string, value: number, labels: Record<string, string> = {}): void {
      const labelNames = Object.keys(labels);
      new Gauge({ name, help, labelNames, registers }).set(labels, value);
    },
    counter(name: string, help: string, value: number): void {
      new Counter({ name, help, registers }).inc(value);
    },
    counters(name: string, help: string, label: string, values: ByLabel): void {
      const counter = new Counter({ name, help, labelNames: [label], registers });
      for (const [value, count] of Object.entries(values)) counter.inc({ [label]: value }, count);
    },
  };
}
