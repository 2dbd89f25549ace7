import type { Evidence } from "./evidence.ts";
import type { Latency } from "./latency.ts";
import { ledgerImbalance } from "./ledger_imbalance.ts";
import { errorRatio } from "./run_errors.ts";
import type { ExistingSummary } from "./run_summary.ts";
import type { SloProfile } from "./slo_profile.ts";
import type { GateResult } from "./verdict.ts";

interface Gate<Run> {
  readonly gate: string;
  readonly bound: "max" | "min";
  readonly unit?: "ms";
  readonly limit: (profile: SloProfile, run: Run) => number;
  /** Undefined where nothing is known: then there is no result. */
  readonly actual: (run: Run) => number | undefined;
}

const FROM_SEND = latencyGates<ExistingSummary>(
  "",
  (run) => run.newest_frame_to_partial_latency,
  (run) => run.oldest_frame_to_partial_latency,
);

const OUTPUT: readonly Gate<ExistingSummary>[] = [
  {
    gate: "error ratio",
    bound: "max",
    limit: (profile) => profile.max_error_ratio,
    actual: errorRatio,
  },
  {
    gate: "partials",
    bound: "min",
    limit: (profile) => profile.min_partials,
    actual: (run) => run.partials,
  },
];

const GATES: readonly Gate<Evidence>[] = [
  ...FROM_SEND,
  // Free of coordinated omission: a gateway that makes the generator wait doesn't hide it here.
  ...latencyGates<Evidence>(
    " from schedule",
    (run) => run.newest_from_schedule,
    (run) => run.oldest_from_schedule,
  ),
  ...OUTPUT,
  budgetGate(
    "missing partials",
    (run) => run.expected_partials > 0 ? run.missing_partials : undefined,
    (run) => run.expected_partials,
  ),
  budgetGate("missing frames", (run) => run.missing_frames, (run) => run.measured_frames),
  budgetGate("silent sessions", (run) => run.silent_sessions, (run) => run.sessions_started),
  {
    gate: "inference in flight",
    bound: "max",
    limit: (_, run) => run.config.total_sessions,
    actual: (run) => run.simulator?.max_in_flight ?? undefined,
  },
  {
    gate: "ledger imbalance",
    bound: "max",
    limit: () => 0,
    actual: (run) => run.gateway_ledger && ledgerImbalance(run.gateway_ledger, run),
  },
  {
    gate: "session imbalance",
    bound: "max",
    limit: () => 0,
    actual: ({ gateway_sessions: sessions }) =>
      sessions && Math.abs(sessions.opened - sessions.closed - sessions.open),
  },
];

/** Holds `run` against each limit of `profile` that something is known about. */
export function evaluateGates(run: Evidence, profile: SloProfile): GateResult[] {
  return evaluate(GATES, run, profile);
}

/** Holds `run` against those limits that the existing benchmark has, too. */
export function existingGates(run: ExistingSummary, profile: SloProfile): GateResult[] {
  return evaluate([...FROM_SEND, ...OUTPUT], run, profile);
}

function evaluate<Run>(
  gates: readonly Gate<Run>[],
  run: Run,
  profile: SloProfile,
): GateResult[] {
  return gates.flatMap(({ gate, bound, unit, limit: limitOf, actual: actualOf }) => {
    const actual = actualOf(run);
    if (actual === undefined) return [];
    const limit = limitOf(profile, run);
    const ok = bound === "max" ? actual <= limit : actual >= limit;
    return [{ gate, bound, limit, actual, ...(unit && { unit }), ok }];
  });
}

function latencyGates<Run>(
  suffix: string,
  newest: (run: Run) => Latency,
  oldest: (run: Run) => Latency,
): readonly Gate<Run>[] {
  const gate = (
    name: string,
    limit: "newest_p50_ms" | "newest_p95_ms" | "oldest_p50_ms" | "oldest_p95_ms",
    actual: (run: Run) => number,
  ): Gate<Run> => ({
    gate: `${name}${suffix}`,
    bound: "max",
    unit: "ms",
    limit: (profile) => profile[limit],
    actual,
  });
  return [
    gate("newest p50", "newest_p50_ms", (run) => newest(run).p50_ms),
    gate("newest p95", "newest_p95_ms", (run) => newest(run).p95_ms),
    gate("oldest p50", "oldest_p50_ms", (run) => oldest(run).p50_ms),
    gate("oldest p95", "oldest_p95_ms", (run) => oldest(run).p95_ms),
  ];
}

/** What is lacking counts against the error budget of what was due. */
function budgetGate(
  gate: string,
  lacking: (run: Evidence) => number | undefined,
  due: (run: Evidence) => number,
): Gate<Evidence> {
  return {
    gate,
    bound: "max",
    limit: (profile, run) => Math.floor(profile.max_error_ratio * due(run)),
    actual: lacking,
  };
}
