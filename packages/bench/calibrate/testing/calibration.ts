import { CALIBRATION_SCHEMA_VERSION } from "../calibration.ts";
import type { Calibration, Ceiling, Culprit, Figures } from "../calibration.ts";
import { calibrationConditions } from "../calibration_conditions.ts";
import type { CalibratedContext } from "../calibration_conditions.ts";

/** A machine of two CPUs, the simulator with the generator, and no flags or variables. */
export const context: CalibratedContext = {
  conditions: { cpuPasses: undefined },
  machine: {
    platform: "linux",
    arch: "x64",
    cpu_model: "CPU",
    cores: 2,
    kernel: "6.18",
    memory_bytes: 8e9,
  },
  pinning: { pinned: true, gatewayCpus: [1], simulatorCpus: [0], toolCpus: [0] },
  environment: {},
  versions: new Map([["bun", "1.4.5"]]),
};

const checks: Readonly<Record<Culprit, Figures["checks"][0]>> = {
  "machine": { check: "other programs", limit: 5, actual: 40, unit: "%", ok: false },
  "stand-ins": {
    check: "null gateway send wait p99",
    limit: 10,
    actual: 40,
    unit: "ms",
    ok: false,
  },
  "tools": { check: "send lateness p99", limit: 10, actual: 40, unit: "ms", ok: false },
};

/** A run at so many sessions; all held, unless there is a culprit. */
export function figures(sessions: number, culprit: Culprit | null = null): Figures {
  return {
    sessions,
    culprit,
    checks: culprit === null ? [] : [checks[culprit]],
    generator: { cpu_percent: 50, us_per_frame: 5, send_lateness_p99_ms: 1 },
    simulator: null,
    null_gateway: { cpu_percent: 30, send_wait_p99_ms: 0.02 },
    inferbench: null,
  };
}

/** A ceiling of 1600 sessions that the tools set, with `changes`. */
export function ceiling(changes: Partial<Ceiling> = {}): Ceiling {
  return {
    sessions: 1600,
    at_least: false,
    limited_by: "send lateness p99",
    reasons: ["1760 sessions: send lateness p99 40 ms > 10 ms"],
    last_good: figures(1600),
    first_bad: figures(1760, "tools"),
    asked: null,
    runs: [{ sessions: 1600, culprit: null }, { sessions: 1760, culprit: "tools" }],
    ...changes,
  };
}

/** A calibration of {@linkcode context}, with `changes`. */
export function calibration(changes: Partial<Calibration> = {}): Calibration {
  return {
    schema_version: CALIBRATION_SCHEMA_VERSION,
    calibrated_at: "2026-11-21T12:00:00.000Z",
    conditions: calibrationConditions(context),
    load: { ramp_up_secs: 1, session_start_spread_ms: 0, warmup_secs: 2, measure_secs: 4 },
    sessions: null,
    generator: ceiling(),
    simulator: ceiling(),
    together: ceiling(),
    ...changes,
  };
}
