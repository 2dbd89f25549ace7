import { answered } from "@stt-bench/results";
import type { AnySummary, SloProfile } from "@stt-bench/results";
import type { TimePoint } from "../model/time_point.ts";

/** A latency that the service level limits. */
export interface LatencyMetric {
  readonly name: "newest p50" | "newest p95" | "oldest p50" | "oldest p95";
  /** Its limit's field in a profile. */
  readonly limit: "newest_p50_ms" | "newest_p95_ms" | "oldest_p50_ms" | "oldest_p95_ms";
  /** Milliseconds in a run; undefined where no partial came. */
  readonly ofRun: (summary: AnySummary) => number | undefined;
  /** Milliseconds in one second of a run. */
  readonly ofSecond: (second: TimePoint) => number;
}

/** What the service level looks at, counted from sending a frame. */
export const latencyMetrics: readonly LatencyMetric[] = [
  {
    name: "newest p50",
    limit: "newest_p50_ms",
    ofRun: (run) => answered(run.newest_frame_to_partial_latency)?.p50_ms,
    ofSecond: (second) => second.newestP50Ms,
  },
  {
    name: "newest p95",
    limit: "newest_p95_ms",
    ofRun: (run) => answered(run.newest_frame_to_partial_latency)?.p95_ms,
    ofSecond: (second) => second.newestP95Ms,
  },
  {
    name: "oldest p50",
    limit: "oldest_p50_ms",
    ofRun: (run) => answered(run.oldest_frame_to_partial_latency)?.p50_ms,
    ofSecond: (second) => second.oldestP50Ms,
  },
  {
    name: "oldest p95",
    limit: "oldest_p95_ms",
    ofRun: (run) => answered(run.oldest_frame_to_partial_latency)?.p95_ms,
    ofSecond: (second) => second.oldestP95Ms,
  },
];

/** The line of a metric's limit in a panel; none where the profile isn't known. */
export function limitLines(
  { limit }: LatencyMetric,
  slo: SloProfile | null,
): readonly { readonly text: string; readonly y: number }[] {
  return slo === null ? [] : [{ text: `limit ${slo[limit]} ms`, y: slo[limit] }];
}
