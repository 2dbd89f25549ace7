import { answered } from "../latency.ts";
import type { Latency } from "../latency.ts";
import type { AnySummary } from "../run_summary.ts";

/** A number that every run of a target has, and that is compared between targets. */
export interface Metric {
  /** Its name in files. */
  readonly name: string;
  /** What tables call it; an indented one belongs to the one before. */
  readonly label: string;
  readonly unit: "ms" | "µs" | "kB" | "%";
  readonly of: (run: AnySummary) => number | null | undefined;
  /** Whether ratios to the baseline tell something. */
  readonly hasRatio?: true;
  /** Draws a line above it. */
  readonly startsGroup?: true;
}

const kB = (bytes: number | undefined) => bytes === undefined ? undefined : bytes / 1000;

const perSecond = (ms: number | null | undefined, secs: number) =>
  typeof ms === "number" && secs > 0 ? ms / secs : null;

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
    of: ({ gateway, measured_secs }) => perSecond(gateway?.throttled_ms, measured_secs ?? 0),
  },
  {
    name: "rss_kb_per_session",
    label: "memory per session (RSS)",
    unit: "kB",
    of: (run) => kB(run.gateway?.rss_bytes_per_session),
    hasRatio: true,
    startsGroup: true,
  },
  ...latencyMetrics(
    "newest",
    (run) => run.newest_frame_to_partial_latency,
    (run) => run.newest_from_schedule,
  ),
  ...latencyMetrics(
    "oldest",
    (run) => run.oldest_frame_to_partial_latency,
    (run) => run.oldest_from_schedule,
  ),
  {
    name: "send_lateness_p99_ms",
    label: "generator: send lateness, p99",
    unit: "ms",
    of: (run) => run.send_lateness?.p99_ms,
    startsGroup: true,
  },
  {
    name: "generator_cpu_percent",
    label: "generator: CPU",
    unit: "%",
    of: (run) => run.generator?.cpu_percent,
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

/**
 * The metric that files call `name`.
 *
 * @throws {Error} if there is none.
 */
export function metricNamed(name: string): Metric {
  const metric = metrics.find((each) => each.name === name);
  if (metric !== undefined) return metric;
  const names = metrics.map(({ name }) => name).join(", ");
  throw new Error(`Cannot find a metric: expected one of ${names}, got ${JSON.stringify(name)}`);
}

type LatencyOf = (run: AnySummary) => Latency | undefined;

/** What the service level looks at: p50 and p95, by both clocks. */
function latencyMetrics(
  frame: "newest" | "oldest",
  fromSend: LatencyOf,
  fromSchedule: LatencyOf,
): readonly Metric[] {
  const metric = (
    name: string,
    label: string,
    latency: LatencyOf,
    percentile: "p50_ms" | "p95_ms",
  ): Metric => ({
    name: `${frame}_${name}_ms`,
    label,
    unit: "ms",
    of: (run) => answered(latency(run))?.[percentile],
  });
  return [
    {
      ...metric("p50", `${frame} frame → partial, p50`, fromSend, "p50_ms"),
      ...(frame === "newest" ? { startsGroup: true } : {}),
    },
    metric("p95", "  p95", fromSend, "p95_ms"),
    metric("from_schedule_p50", "  from schedule, p50", fromSchedule, "p50_ms"),
    metric("from_schedule_p95", "  from schedule, p95", fromSchedule, "p95_ms"),
  ];
}
