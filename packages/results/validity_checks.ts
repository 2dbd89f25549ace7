import type { Evidence } from "./evidence.ts";
import type { SimulatorReport } from "./simulator_report.ts";
import { VALIDITY_LIMITS } from "./validity_limits.ts";
import type { CheckResult } from "./verdict.ts";

/** Who or what spoilt a run whose check is not ok. */
type Blame = "generator-limited" | "shards" | "simulator-limited" | "wrong runtime" | "interrupted";

interface Check {
  readonly check: string;
  readonly blame: Blame;
  readonly unit?: "ms" | "%";
  /** The most, if a number; the one thing that is right, if a text. */
  readonly limit: number | ((run: Evidence) => string | undefined);
  /** Undefined or null where nothing is known: then there is no result. */
  readonly actual: (run: Evidence) => number | string | undefined | null;
}

/** One validity check of a run, and whom it blames. */
export interface ValidityCheck {
  readonly result: CheckResult;
  readonly blame: Blame;
}

const CHECKS: readonly Check[] = [
  {
    check: "send lateness p99",
    blame: "generator-limited",
    unit: "ms",
    limit: VALIDITY_LIMITS.send_lateness_p99_ms,
    actual: (run) => run.measured_frames > 0 ? run.send_lateness.p99_ms : undefined,
  },
  {
    check: "generator CPU",
    blame: "generator-limited",
    unit: "%",
    limit: VALIDITY_LIMITS.generator_cpu_percent,
    actual: ({ measured_secs, generator }) => measured_secs > 0 ? generator.cpu_percent : undefined,
  },
  {
    check: "generator throttled",
    blame: "generator-limited",
    unit: "ms",
    limit: VALIDITY_LIMITS.generator_throttled_ms,
    actual: ({ generator }) => generator.throttled_ms,
  },
  {
    check: "generator steal",
    blame: "generator-limited",
    unit: "%",
    limit: VALIDITY_LIMITS.generator_steal_percent,
    actual: ({ generator }) => generator.steal_percent,
  },
  {
    check: "shards",
    blame: "shards",
    limit: () => "all",
    actual: missingShards,
  },
  {
    check: "shard start lateness",
    blame: "shards",
    unit: "ms",
    limit: VALIDITY_LIMITS.shard_start_late_ms,
    actual: (run) => worstStart(run, ({ late_ms }) => late_ms),
  },
  {
    check: "shard clock skew",
    blame: "shards",
    unit: "ms",
    limit: VALIDITY_LIMITS.shard_clock_skew_ms,
    actual: (run) => worstStart(run, ({ clock_skew_ms }) => clock_skew_ms),
  },
  {
    check: "shard clock drift",
    blame: "shards",
    unit: "ms",
    limit: VALIDITY_LIMITS.shard_clock_drift_ms,
    actual: (run) => worstStart(run, ({ clock_drift_ms }) => clock_drift_ms),
  },
  {
    check: "simulator",
    blame: "simulator-limited",
    limit: () => "alive",
    actual: ({ simulator }) => simulator && (simulator.alive ? "alive" : "gone"),
  },
  {
    check: "simulator errors",
    blame: "simulator-limited",
    limit: VALIDITY_LIMITS.simulator_errors,
    actual: ({ simulator }) => simulator?.errors,
  },
  {
    check: "simulator queue wait p99",
    blame: "simulator-limited",
    unit: "ms",
    limit: VALIDITY_LIMITS.simulator_queue_wait_p99_ms,
    actual: (run) => unflooded(run)?.queue_wait_p99_ms,
  },
  {
    check: "simulator loop delay p99",
    blame: "simulator-limited",
    unit: "ms",
    limit: VALIDITY_LIMITS.simulator_loop_delay_p99_ms,
    actual: (run) => unflooded(run)?.loop_delay_p99_ms,
  },
  {
    check: "gateway runtime version",
    blame: "wrong runtime",
    limit: ({ gateway }) => gateway?.expected_version,
    actual: ({ gateway }) => gateway && (gateway.version ?? "unknown"),
  },
  {
    check: "run",
    blame: "interrupted",
    limit: () => "whole",
    actual: ({ ended }) => ended === "interrupted" ? "cut short" : "whole",
  },
];

/** Undefined for a run that was never in shards, or is one. */
function missingShards({ shards }: Evidence): string | undefined {
  if (shards === undefined) return undefined;
  const present = new Set(shards.merged.map(({ index }) => index));
  const missing = Array.from({ length: shards.count }, (_, index) => index)
    .filter((index) => !present.has(index));
  return missing.length === 0 ? "all" : `all but ${missing.join(", ")} of ${shards.count}`;
}

/** The value of the start, or of the shards' starts, that is furthest from 0; undefined for none. */
function worstStart(
  { start, shards }: Evidence,
  pick: (start: NonNullable<Evidence["start"]>) => number | null,
): number | undefined {
  const starts = shards === undefined ? [start] : shards.merged.map(({ start }) => start);
  const values = starts.flatMap((start) => (start && pick(start)) ?? []);
  return values.length === 0 ? undefined : Math.max(...values.map(Math.abs));
}

/** Holds `run` against each validity limit that something is known about. */
export function evaluateChecks(run: Evidence): ValidityCheck[] {
  return CHECKS.flatMap(({ check, blame, unit, limit: limitOf, actual: actualOf }) => {
    const actual = actualOf(run);
    const limit = typeof limitOf === "number" ? limitOf : limitOf(run);
    if (actual === undefined || actual === null || limit === undefined) return [];
    const ok = typeof limit === "number" ? Number(actual) <= limit : actual === limit;
    return [{ blame, result: { check, limit, actual, ...(unit && { unit }), ok } }];
  });
}

/**
 * The simulator, unless the gateway broke the protocol and had more requests in flight than it has
 * sessions: then it is no fault of the simulator if it is late.
 */
function unflooded({ simulator, config }: Evidence): SimulatorReport | undefined {
  const isFlooded = (simulator?.max_in_flight ?? 0) > config.total_sessions;
  return isFlooded ? undefined : simulator;
}
