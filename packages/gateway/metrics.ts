import { Registry } from "prom-client";
import type { BuildInfo } from "./build_info.ts";
import { HISTOGRAM_BOUNDS_MS } from "./gateway_histograms.ts";
import type { HistogramName } from "./gateway_histograms.ts";
import type { GatewayNumbers } from "./gateway_numbers.ts";
import { MetricsWriter } from "./metrics_writer.ts";
import type { HistogramValues } from "./metrics_writer.ts";

/** What is scraped. */
export interface MetricsSource {
  readonly numbers: GatewayNumbers;
  readonly isDraining: boolean;
  /** Open sessions beyond which upgrades are refused. */
  readonly maxSessions: number;
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

/**
 * The metrics of a gateway in Prometheus' text format, each with its meaning as `# HELP`. They are
 * made from plain numbers when somebody scrapes, so the hot path knows nothing of them.
 */
export function scrapeMetrics(source: MetricsSource): Promise<string> {
  const writer = new MetricsWriter();
  for (const write of source.workers ? [...metrics, ...workerMetrics] : metrics) {
    write(writer, source);
  }
  return writer.text();
}

/** Writes one metric. */
type WriteMetric = (to: MetricsWriter, source: MetricsSource) => void;

/** Reads what a metric is about. */
type Read<T> = (numbers: GatewayNumbers, source: MetricsSource) => T;

/** Numbers by the value of a label. */
type ByValue<T> = Readonly<Record<string, T>>;

const metrics: readonly WriteMetric[] = [
  gauge("stt_gateway_sessions", "Open sessions", ({ sessions }) => sessions),
  gauge(
    "stt_gateway_max_sessions",
    "Open sessions beyond which upgrades are refused",
    (_, { maxSessions }) => maxSessions,
  ),
  gauge(
    "stt_gateway_draining",
    "1 while the gateway shuts down",
    (_, { isDraining }) => Number(isDraining),
  ),
  counter(
    "stt_gateway_sessions_opened_total",
    "Sessions opened: each is open or has ended",
    ({ counters }) => counters.sessionsOpened,
  ),
  counters(
    "stt_gateway_sessions_closed_total",
    "Sessions ended, by why",
    "cause",
    ({ counters }) => counters.closes,
  ),
  counters(
    "stt_gateway_close_codes_total",
    "The same sessions by the close code that was sent or seen (1006: none)",
    "code",
    ({ closeCodes }) => closeCodes,
  ),
  counters(
    "stt_gateway_upgrades_refused_total",
    "Upgrades refused",
    "reason",
    ({ refusals }) => refusals,
  ),
  counter(
    "stt_gateway_frames_received_total",
    "Frames accepted: each has ended, is in flight or is buffered",
    ({ counters }) => counters.frames.received,
  ),
  counters(
    "stt_gateway_frames_ended_total",
    "Frames by what became of them",
    "outcome",
    ({ counters: { frames: { acknowledged, failed, dropped, discarded } } }) => {
      return { acknowledged, failed, dropped, discarded };
    },
  ),
  gauge(
    "stt_gateway_frames_in_flight",
    "Frames at the model",
    ({ counters }) => counters.frames.inFlight,
  ),
  gauge(
    "stt_gateway_frames_buffered",
    "Frames that wait for a flush",
    ({ counters }) => counters.frames.buffered,
  ),
  gauge(
    "stt_gateway_buffered_bytes",
    "Memory of the buffers for frames that wait or are in flight; few buffers are full",
    ({ bufferBytes }) => bufferBytes,
  ),
  counter("stt_gateway_partials_total", "Partials sent", ({ counters }) => counters.partials),
  counters("stt_gateway_errors_total", "Errors by kind", "kind", ({ counters }) => counters.errors),
  gauge(
    "stt_gateway_inference_requests_in_flight",
    "Requests to the model that are on their way",
    ({ inference }) => inference.inFlight,
  ),
  gauge(
    "stt_gateway_inference_requests_waiting",
    "Requests that wait: MAX_INFLIGHT are on their way, or the model has asked for a pause",
    ({ inference }) => inference.waiting,
  ),
  gauges(
    "stt_gateway_circuit_breakers",
    "Circuit breakers by where they stand: one in each process, none where they are off",
    "state",
    ({ inference }) => inference.circuits,
  ),
  histograms(
    "stt_gateway_inference_seconds",
    "From the flush to the end of its request; failed ones include those of sessions that ended",
    "outcome",
    { answered: "inferenceAnswered", failed: "inferenceFailed" },
  ),
  histogram(
    "stt_gateway_flush_lateness_seconds",
    "How much later than due a batch was flushed",
    "flushLateness",
  ),
  histogram(
    "stt_gateway_oldest_frame_age_seconds",
    "Age of the first frame of a batch at its answer, from the arrival here",
    "oldestFrameAge",
  ),
  histogram(
    "stt_gateway_newest_frame_age_seconds",
    "Age of the last frame of a batch at its answer, from the arrival here",
    "newestFrameAge",
  ),
  histogram(
    "stt_gateway_event_loop_delay_seconds",
    "How much later than due timers run, asked every 100 ms. Tuned gateways run them in ticks of " +
      "TICK_MS and rest in between, on Deno asleep: rest is no delay, if TICK_MS divides 100",
    "loopDelay",
  ),
  counter(
    "process_cpu_seconds_total",
    "User and system CPU time",
    ({ userCpuUs, systemCpuUs }) => (userCpuUs + systemCpuUs) / 1e6,
  ),
  counter(
    "process_cpu_user_seconds_total",
    "The part of it in user mode",
    ({ userCpuUs }) => userCpuUs / 1e6,
  ),
  counter(
    "process_cpu_system_seconds_total",
    "The part of it in the kernel",
    ({ systemCpuUs }) => systemCpuUs / 1e6,
  ),
  gauge("process_resident_memory_bytes", "Resident memory", ({ rssBytes }) => rssBytes),
  counter(
    "stt_gateway_log_lines_dropped_total",
    "Lines of the log that nobody took in time",
    ({ logLinesDropped }) => logLinesDropped,
  ),
  (to, { build }) => {
    const help = "1; the labels say which gateway this is";
    to.info({ name: "stt_gateway_build_info", help }, { ...build });
  },
];

const workerMetrics: readonly WriteMetric[] = [
  gauge(
    "stt_gateway_workers",
    "Worker processes that listen",
    (_, { workers }) => workers!.sessions.size,
  ),
  gauges(
    "stt_gateway_worker_sessions",
    "Open sessions by worker",
    "worker",
    (_, { workers }) => Object.fromEntries(workers!.sessions),
  ),
  counter(
    "stt_gateway_worker_restarts_total",
    "Workers started in the place of one that has ended",
    (_, { workers }) => workers!.restarts,
  ),
];

function gauge(name: string, help: string, read: Read<number>): WriteMetric {
  return (to, source) => to.gauge({ name, help }, read(source.numbers, source));
}

function gauges(
  name: string,
  help: string,
  label: string,
  read: Read<ByValue<number>>,
): WriteMetric {
  return (to, source) => to.gauges({ name, help }, { label, values: read(source.numbers, source) });
}

function counter(name: string, help: string, read: Read<number>): WriteMetric {
  return (to, source) => to.counter({ name, help }, read(source.numbers, source));
}

function counters(
  name: string,
  help: string,
  label: string,
  read: Read<ByValue<number>>,
): WriteMetric {
  return (to, source) =>
    to.counters({ name, help }, { label, values: read(source.numbers, source) });
}

function histogram(name: string, help: string, of: HistogramName): WriteMetric {
  return (to, { numbers }) => to.histogram({ name, help }, valuesOf(of, numbers));
}

function histograms(
  name: string,
  help: string,
  label: string,
  of: ByValue<HistogramName>,
): WriteMetric {
  return (to, { numbers }) => {
    const values = Object.entries(of).map(([value, each]) => [value, valuesOf(each, numbers)]);
    to.histograms({ name, help }, { label, values: Object.fromEntries(values) });
  };
}

function valuesOf(name: HistogramName, { histograms }: GatewayNumbers): HistogramValues {
  return { boundsMs: HISTOGRAM_BOUNDS_MS[name], numbers: histograms[name] };
}
