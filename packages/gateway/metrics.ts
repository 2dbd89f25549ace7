import { Counter, Gauge, Registry } from "prom-client";
import type { BuildInfo } from "./build_info.ts";
import type { GatewayNumbers } from "./gateway_numbers.ts";

/** What is scraped. */
export interface MetricsSource {
  readonly numbers: GatewayNumbers;
  readonly isDraining: boolean;
  readonly build: BuildInfo;
  /** Only where the gateway has several processes. */
  readonly workers?: WorkerMetrics;
}

/** The worker processes of a gateway. */
export interface WorkerMetrics {
  /** Open sessions of each worker that listens, by its index. */
  readonly sessions: ReadonlyMap<number, number>;
  /** Workers that were started in the place of one that has ended. */
  readonly restarts: number;
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
  const { numbers, isDraining, build, workers } = source;
  const { frames, ...counters } = numbers.counters;
  const to = writer();
  const { gauge, counter, counters: countersBy } = to;
  gauge("stt_gateway_sessions", "Open sessions", numbers.sessions);
  gauge("stt_gateway_draining", "1 while the gateway shuts down", Number(isDraining));
  gauge("stt_gateway_frames_in_flight", "Frames at the model", frames.inFlight);
  gauge("stt_gateway_frames_buffered", "Frames that wait for a flush", frames.buffered);
  counter("stt_gateway_sessions_opened_total", "Sessions opened", counters.sessionsOpened);
  countersBy("stt_gateway_sessions_closed_total", "Sessions ended", "cause", counters.closes);
  countersBy(
    "stt_gateway_upgrades_refused_total",
    "Upgrades refused",
    "reason",
    numbers.refusals,
  );
  counter("stt_gateway_frames_received_total", "Frames accepted", frames.received);
  countersBy("stt_gateway_frames_ended_total", "Frames by what became of them", "outcome", {
    acknowledged: frames.acknowledged,
    failed: frames.failed,
    dropped: frames.dropped,
    discarded: frames.discarded,
  });
  counter("stt_gateway_partials_total", "Partials sent", counters.partials);
  countersBy("stt_gateway_errors_total", "Errors by kind", "kind", counters.errors);
  counter("process_cpu_seconds_total", "User and system CPU time", numbers.cpuUs / 1e6);
  gauge("process_resident_memory_bytes", "Resident memory", numbers.rssBytes);
  gauge("stt_gateway_build_info", "1; the labels say which gateway this is", 1, { ...build });
  if (workers) writeWorkers(to, workers);
  return to.registry.metrics();
}

function writeWorkers({ gauge, gauges, counter }: Writer, workers: WorkerMetrics): void {
  gauge("stt_gateway_workers", "Worker processes that listen", workers.sessions.size);
  gauges("stt_gateway_worker_sessions", "Open sessions by worker", "worker", workers.sessions);
  counter(
    "stt_gateway_worker_restarts_total",
    "Workers started in the place of one that has ended",
    workers.restarts,
  );
}

type Writer = ReturnType<typeof writer>;

function writer() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    gauge(name: string, help: string, value: number, labels: Record<string, string> = {}): void {
      const labelNames = Object.keys(labels);
      new Gauge({ name, help, labelNames, registers }).set(labels, value);
    },
    gauges(name: string, help: string, label: string, values: ReadonlyMap<number, number>): void {
      const gauge = new Gauge({ name, help, labelNames: [label], registers });
      for (const [value, number] of values) gauge.set({ [label]: String(value) }, number);
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
