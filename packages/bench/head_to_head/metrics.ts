import type { RunSummary } from "@stt-bench/results";

/** A number that every run of a target has, and that is compared between targets. */
export interface Metric {
  /** Its name in files. */
  readonly name: string;
  /** What tables call it; an indented one belongs to the one before. */
  readonly label: string;
  readonly unit: "ms" | "µs" | "kB" | "%";
  readonly of: (run: RunSummary) => number | null | undefined;
  /** Whether ratios to the baseline tell something. */
  readonly hasRatio?: true;
  /** Draws a line above it. */
  readonly startsGroup?: true;
}

const kB = (bytes: number | undefined) => bytes === undefined ? undefined : bytes / 1000;

const perSecond = (ms: number | null | undefined, secs: number) =>
  typeof ms === "number" ? ms / secs : null;

/** The metrics, in the order of tables. */
export const metrics: readonly Metric[] = [
  {
    name: "cpu_us_per_session_second",
    label: "CPU per session-second",
    unit: "µs",
    of: (run) => run.gateway?.cpu_us_per_session_second,
    hasRatio: true,
    startsGroup: true,
  },
  { name: "user_us", label: "  user", unit: "µs", of: (run) => run.gateway?.user_us },
  { name: "sys_us", label: "  system", unit: "µs", of: (run) => run.gateway?.sys_us },
  {
    name: "throttled_ms_per_second",
    label: "  throttled, in a second",
    unit: "ms",
    of: ({ gateway, measured_secs }) => perSecond(gateway?.throttled_ms, measured_secs),
  },
  {
    name: "rss_kb_per_session",
    label: "memory per session (RSS)",
    unit: "kB",
    of: (run) => kB(run.gateway?.rss_bytes_per_session),
    hasRatio: true,
    startsGroup: true,
  },
  {
    name: "newest_p50_ms",
    label: "newest frame → partial, p50",
    unit: "ms",
    of: (run) => run.newest_frame_to_partial_latency.p50_ms,
    startsGroup: true,
  },
  {
    name: "newest_p95_ms",
    label: "  p95",
    unit: "ms",
    of: (run) => run.newest_frame_to_partial_latency.p95_ms,
  },
  {
    name: "newest_from_schedule_p50_ms",
    label: "  from schedule, p50",
    unit: "ms",
    of: (run) => run.newest_from_schedule.p50_ms,
  },
  {
    name: "newest_from_schedule_p95_ms",
    label: "  from schedule, p95",
    unit: "ms",
    of: (run) => run.newest_from_schedule.p95_ms,
  },
  {
    name: "oldest_p50_ms",
    label: "oldest frame → partial, p50",
    unit: "ms",
    of: (run) => run.oldest_frame_to_partial_latency.p50_ms,
  },
  {
    name: "oldest_p95_ms",
    label: "  p95",
    unit: "ms",
    of: (run) => run.oldest_frame_to_partial_latency.p95_ms,
  },
  {
    name: "oldest_from_schedule_p50_ms",
    label: "  from schedule, p50",
    unit: "ms",
    of: (run) => run.oldest_from_schedule.p50_ms,
  },
  {
    name: "oldest_from_schedule_p95_ms",
    label: "  from schedule, p95",
    unit: "ms",
    of: (run) => run.oldest_from_schedule.p95_ms,
  },
  {
    name: "send_lateness_p99_ms",
    label: "generator: send lateness, p99",
    unit: "ms",
    of: (run) => run.send_lateness.p99_ms,
    startsGroup: true,
  },
  {
    name: "generator_cpu_percent",
    label: "generator: CPU",
    unit: "%",
    of: (run) => run.generator.cpu_percent,
  },
  {
    name: "simulator_queue_wait_p99_ms",
    label: "simulator: queue wait, p99",
    unit: "ms",
    of: (run) => run.simulator?.queue_wait_p99_ms,
  },
  {
    name: "simulator_loop_delay_p99_ms",
    label: "simulator: loop delay, p99",
    unit: "ms",
    of: (run) => run.simulator?.loop_delay_p99_ms,
  },
];
