import type { Measurements } from "./run_summary.ts";
import { GENERATOR_LIMITS } from "./slo_profile.ts";
import type { SloProfile } from "./slo_profile.ts";
import type { GateResult, Verdict } from "./verdict.ts";

/** How a run did against a profile; `reasons` is empty when it passed. */
export interface SloEvaluation {
  readonly verdict: Verdict;
  readonly gates: GateResult[];
  readonly reasons: string[];
}

interface Gate {
  readonly gate: string;
  readonly bound: "max" | "min";
  readonly unit: string;
  readonly limit: (profile: SloProfile, run: Measurements) => number;
  readonly actual: (run: Measurements) => number;
}

const GATES: readonly Gate[] = [
  {
    gate: "newest p50",
    bound: "max",
    unit: " ms",
    limit: (profile) => profile.newest_p50_ms,
    actual: (run) => run.newest_frame_to_partial_latency.p50_ms,
  },
  {
    gate: "newest p95",
    bound: "max",
    unit: " ms",
    limit: (profile) => profile.newest_p95_ms,
    actual: (run) => run.newest_frame_to_partial_latency.p95_ms,
  },
  {
    gate: "oldest p50",
    bound: "max",
    unit: " ms",
    limit: (profile) => profile.oldest_p50_ms,
    actual: (run) => run.oldest_frame_to_partial_latency.p50_ms,
  },
  {
    gate: "oldest p95",
    bound: "max",
    unit: " ms",
    limit: (profile) => profile.oldest_p95_ms,
    actual: (run) => run.oldest_frame_to_partial_latency.p95_ms,
  },
  {
    gate: "error ratio",
    bound: "max",
    unit: "",
    limit: (profile) => profile.max_error_ratio,
    actual: errorRatio,
  },
  {
    gate: "partials",
    bound: "min",
    unit: "",
    limit: (profile) => profile.min_partials,
    actual: (run) => run.partials,
  },
  {
    gate: "missing frames",
    bound: "max",
    unit: "",
    limit: (profile, run) => Math.floor(profile.max_error_ratio * run.measured_frames),
    actual: (run) => run.missing_frames,
  },
  {
    gate: "silent sessions",
    bound: "max",
    unit: "",
    limit: (profile, run) => Math.floor(profile.max_error_ratio * run.sessions),
    actual: (run) => run.silent_sessions,
  },
];

/** All errors of a run: protocol, inference, and timeouts of every kind. */
export function totalErrors(run: Measurements): number {
  const { connect, send, close, session } = run.timeouts;
  return run.protocol_errors + run.inference_errors + connect + send + close + session;
}

/** Errors / (partials + errors); 0 when there was neither. */
export function errorRatio(run: Measurements): number {
  const errors = totalErrors(run);
  return errors === 0 ? 0 : errors / (run.partials + errors);
}

/**
 * Judges `run` by `profile`. A run is valid only if the generator kept its schedule and nobody
 * interrupted it; a valid run passes when every gate holds and the gateway lived to the end.
 */
export function evaluateSlo(run: Measurements, profile: SloProfile): SloEvaluation {
  const gates = GATES.map((gate) => evaluateGate(gate, run, profile));
  const invalid = reasonsOfInvalidity(run);
  if (invalid.length > 0) return { verdict: "invalid", gates, reasons: invalid };
  const reasons = gates.flatMap((result, i) => result.ok ? [] : [describe(GATES[i]!, result)]);
  if (run.ended === "gateway_lost") {
    reasons.unshift("no session was left before the end of the run");
  }
  return { verdict: reasons.length === 0 ? "pass" : "fail", gates, reasons };
}

function evaluateGate(gate: Gate, run: Measurements, profile: SloProfile): GateResult {
  const limit = gate.limit(profile, run);
  const actual = gate.actual(run);
  const ok = gate.bound === "max" ? actual <= limit : actual >= limit;
  return { gate: gate.gate, bound: gate.bound, limit, actual, ok };
}

function describe({ gate, bound, unit }: Gate, { actual, limit }: GateResult): string {
  return `${gate} ${actual}${unit} ${bound === "max" ? ">" : "<"} ${limit}${unit}`;
}

function reasonsOfInvalidity(run: Measurements): string[] {
  const reasons: string[] = [];
  const lateness = run.send_lateness.p99_ms;
  if (lateness > GENERATOR_LIMITS.send_lateness_p99_ms) {
    const limit = GENERATOR_LIMITS.send_lateness_p99_ms;
    reasons.push(`generator-limited: send lateness p99 ${lateness} ms > ${limit} ms`);
  }
  const cpu = run.generator.cpu_percent;
  if (cpu > GENERATOR_LIMITS.cpu_percent) {
    const limit = GENERATOR_LIMITS.cpu_percent;
    reasons.push(`generator-limited: own CPU ${cpu} % of its share > ${limit} %`);
  }
  if (run.ended === "interrupted") reasons.push("interrupted before the end of the run");
  return reasons;
}
