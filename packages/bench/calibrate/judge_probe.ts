import { VALIDITY_LIMITS } from "@stt-bench/results";
import type { CheckResult, RunSummary } from "@stt-bench/results";
import type { SimulatorStats } from "../run/simulator_stats.ts";
import type { Culprit, Figures } from "./calibration.ts";
import type { InferbenchResult } from "./inferbench_result.ts";

/** What was read in one run of a calibration. */
export interface ProbeReadings {
  readonly sessions: number;
  /** Undefined where the load generator did not run. */
  readonly generator: GeneratorReadings | undefined;
  /** Undefined where the simulator did not run. */
  readonly simulator: SimulatorReadings | undefined;
  /** What programs of others took from the CPUs, in percent of them; null where nothing tells it. */
  readonly othersPercent: number | null;
  /** What a gateway may take of the CPU that it shares with the simulator; undefined: no such CPU. */
  readonly gatewaySharePercent: number | undefined;
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

/** A check and who did not hold if it is not ok. */
interface Check {
  readonly of: Culprit;
  /** Whether it excuses others that failed, and is no failure by itself. */
  readonly isExcuse?: true;
  readonly result: CheckResult;
}

/**
 * Beyond this the null gateway holds frames up. That it is busy is no harm by itself: it then takes
 * several frames at a time.
 */
const SEND_WAIT_P99_MS = 10;

/** Beyond this others disturb. Interrupts count, too: up to 6 % on a quiet machine under full load. */
const OTHER_PROGRAMS_PERCENT = 10;

/** In this order: the first of them that did not hold may have made the others fail. */
const culprits = ["machine", "stand-ins", "tools"] as const satisfies readonly Culprit[];

/** Judges one run by the validity limits that comparisons have. */
export function judgeProbe(readings: ProbeReadings): Figures {
  const { sessions, generator, simulator } = readings;
  const checks = [
    ...excuses(readings),
    ...(generator === undefined ? [] : generatorChecks(generator.summary)),
    ...(simulator === undefined ? [] : simulatorChecks(simulator)),
  ].sort((a, b) => culprits.indexOf(a.of) - culprits.indexOf(b.of));
  return {
    sessions,
    culprit: culpritOf(checks),
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

/** Who did not hold; null if everybody did. An excuse alone blames nobody. */
function culpritOf(checks: readonly Check[]): Culprit | null {
  const failed = checks.filter(({ result }) => !result.ok);
  if (failed.every(({ isExcuse }) => isExcuse)) return null;
  return culprits.find((one) => failed.some(({ of }) => of === one)) ?? null;
}

/**
 * The tools can't help it if other programs take CPU, nor if what stands in for a limited gateway
 * takes more of the simulator's CPU than that might: it isn't limited.
 */
function excuses(readings: ProbeReadings): Check[] {
  const { generator, simulator, othersPercent, gatewaySharePercent } = readings;
  const standIns = (generator?.nullGatewayCpuPercent ?? 0) + (simulator?.inferbenchCpuPercent ?? 0);
  const isShared = simulator !== undefined && gatewaySharePercent !== undefined;
  return [
    ...(othersPercent === null
      ? []
      : [excuse("machine", "other programs", othersPercent, OTHER_PROGRAMS_PERCENT)]),
    ...(isShared ? [excuse("stand-ins", "stand-ins' CPU", standIns, gatewaySharePercent)] : []),
  ];
}

function excuse(of: Culprit, check: string, actual: number, limit: number): Check {
  return { ...most(of, check, Math.round(actual * 10) / 10, limit, "%"), isExcuse: true };
}

/** The checks of the generator are those that it made itself; a null gateway fails every gate. */
function generatorChecks({ slo, ended, broken_sessions, send_wait }: RunSummary): Check[] {
  const own = slo.checks.map((result): Check =>
    result.check === "generator steal"
      ? { of: "machine", result, isExcuse: true }
      : { of: "tools", result }
  );
  const broken = broken_sessions.reduce((sum, { count }) => sum + count, 0);
  const gateway = ended === "gateway_lost" ? "gone" : "alive";
  return [
    ...own,
    alive("stand-ins", "null gateway", gateway === "alive"),
    most("tools", "broken sessions", broken, 0),
    most("stand-ins", "null gateway send wait p99", send_wait.p99_ms, SEND_WAIT_P99_MS, "ms"),
  ];
}

function simulatorChecks({ stats, inferbench }: SimulatorReadings): Check[] {
  const limits = VALIDITY_LIMITS;
  const failed = Object.values(inferbench.errors).reduce((sum, count) => sum + count, 0);
  const lateness = inferbench.send_lateness.p99_ms;
  const ofStats = stats === undefined ? [] : [
    most("tools", "simulator errors", stats.faults_injected, limits.simulator_errors),
    most(
      "tools",
      "simulator queue wait p99",
      stats.queue_wait.p99_ms,
      limits.simulator_queue_wait_p99_ms,
      "ms",
    ),
    most(
      "tools",
      "simulator loop delay p99",
      stats.loop_delay.p99_ms,
      limits.simulator_loop_delay_p99_ms,
      "ms",
    ),
  ];
  return [
    alive("tools", "simulator", stats !== undefined),
    ...ofStats,
    most("tools", "failed requests", failed, 0),
    most("stand-ins", "inferbench send lateness p99", lateness, limits.send_lateness_p99_ms, "ms"),
  ];
}

function most(
  of: Check["of"],
  check: string,
  actual: number,
  limit: number,
  unit?: "ms" | "%",
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
