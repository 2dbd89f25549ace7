import { VALIDITY_LIMITS } from "@stt-bench/results";
import type { CheckResult, RunSummary, Verdict } from "@stt-bench/results";
import type { SimulatorStats } from "../run/simulator_stats.ts";
import type { Figures } from "./calibration.ts";
import type { InferbenchResult } from "./inferbench_result.ts";

/** What was read in one run of a calibration. */
export interface ProbeReadings {
  readonly sessions: number;
  /** Undefined where the load generator did not run. */
  readonly generator: GeneratorReadings | undefined;
  /** Undefined where the simulator did not run. */
  readonly simulator: SimulatorReadings | undefined;
}

/** What the load generator measured against the null gateway. */
export interface GeneratorReadings {
  readonly summary: RunSummary;
  readonly nullGatewayCpuPercent: number | null;
}

/** What the simulator and inferbench say of the measured window. */
export interface SimulatorReadings {
  /** Undefined if it did not answer. */
  readonly stats: SimulatorStats | undefined;
  readonly cpuPercent: number | null;
  readonly windowMs: number;
  readonly inferbench: InferbenchResult;
  readonly inferbenchCpuPercent: number | null;
}

/**
 * Whom a check speaks of: a tool that is calibrated, or what stands in for the gateway and the
 * machine, whose failure says nothing about the tools.
 */
interface Check {
  readonly of: "tool" | "others";
  readonly result: CheckResult;
}

/**
 * Beyond this the null gateway holds frames up. That it is busy is no harm by itself: it then takes
 * several frames at a time.
 */
const SEND_WAIT_P99_MS = 10;

/** Judges one run by the validity limits that comparisons have. */
export function judgeProbe({ sessions, generator, simulator }: ProbeReadings): Figures {
  const checks = [
    ...(generator === undefined ? [] : generatorChecks(generator.summary)),
    ...(simulator === undefined ? [] : simulatorChecks(simulator)),
  ];
  return {
    sessions,
    verdict: verdictOf(checks),
    checks: checks.map(({ result }) => result),
    generator: generator === undefined ? null : describeGenerator(generator.summary),
    simulator: simulator === undefined ? null : describeSimulator(simulator),
    null_gateway: generator === undefined ? null : {
      cpu_percent: generator.nullGatewayCpuPercent,
      send_wait_p99_ms: generator.summary.send_wait.p99_ms,
    },
    inferbench: simulator === undefined ? null : {
      cpu_percent: simulator.inferbenchCpuPercent,
      send_lateness_p99_ms: simulator.inferbench.send_lateness.p99_ms,
    },
  };
}

/** What stood in for the gateway may have made the tools late, so it is asked first. */
function verdictOf(checks: readonly Check[]): Verdict {
  const failed = checks.filter(({ result }) => !result.ok);
  if (failed.some(({ of }) => of === "others")) return "invalid";
  return failed.length > 0 ? "fail" : "pass";
}

/** The checks of the generator are those that it made itself; a null gateway fails every gate. */
function generatorChecks({ slo, ended, broken_sessions, send_wait }: RunSummary): Check[] {
  const own = slo.checks.map((result): Check => ({
    of: result.check === "generator steal" ? "others" : "tool",
    result,
  }));
  const broken = broken_sessions.reduce((sum, { count }) => sum + count, 0);
  const gateway = ended === "gateway_lost" ? "gone" : "alive";
  return [
    ...own,
    alive("others", "null gateway", gateway === "alive"),
    most("others", "broken sessions", broken, 0),
    most("others", "null gateway send wait p99", send_wait.p99_ms, SEND_WAIT_P99_MS, "ms"),
  ];
}

function simulatorChecks({ stats, inferbench }: SimulatorReadings): Check[] {
  const limits = VALIDITY_LIMITS;
  const failed = Object.values(inferbench.errors).reduce((sum, count) => sum + count, 0);
  const lateness = inferbench.send_lateness.p99_ms;
  const ofStats = stats === undefined ? [] : [
    most("tool", "simulator errors", stats.faults_injected, limits.simulator_errors),
    most(
      "tool",
      "simulator queue wait p99",
      stats.queue_wait.p99_ms,
      limits.simulator_queue_wait_p99_ms,
      "ms",
    ),
    most(
      "tool",
      "simulator loop delay p99",
      stats.loop_delay.p99_ms,
      limits.simulator_loop_delay_p99_ms,
      "ms",
    ),
  ];
  return [
    alive("tool", "simulator", stats !== undefined),
    ...ofStats,
    most("tool", "failed requests", failed, 0),
    most("others", "inferbench send lateness p99", lateness, limits.send_lateness_p99_ms, "ms"),
  ];
}

function most(
  of: Check["of"],
  check: string,
  actual: number,
  limit: number,
  unit?: "ms",
): Check {
  return { of, result: { check, limit, actual, ...(unit && { unit }), ok: actual <= limit } };
}

function alive(of: Check["of"], check: string, ok: boolean): Check {
  return { of, result: { check, limit: "alive", actual: ok ? "alive" : "gone", ok } };
}

function describeGenerator(
  { generator, measured_secs, measured_frames, send_lateness }: RunSummary,
): Figures["generator"] {
  const cpuUs = generator.cpu_percent / 100 * generator.cpu_share_cores * measured_secs * 1e6;
  return {
    cpu_percent: generator.cpu_percent,
    us_per_frame: perUnit(cpuUs, measured_frames),
    send_lateness_p99_ms: send_lateness.p99_ms,
  };
}

function describeSimulator(
  { stats, cpuPercent, windowMs }: SimulatorReadings,
): Figures["simulator"] {
  const cpuUs = cpuPercent === null ? null : cpuPercent / 100 * windowMs * 1000;
  return {
    cpu_percent: cpuPercent,
    us_per_request: perUnit(cpuUs, stats?.requests),
    queue_wait_p99_ms: stats?.queue_wait.p99_ms ?? null,
    loop_delay_p99_ms: stats?.loop_delay.p99_ms ?? null,
  };
}

function perUnit(us: number | null, count: number | undefined): number | null {
  return us === null || !count ? null : Math.round(us / count * 100) / 100;
}
