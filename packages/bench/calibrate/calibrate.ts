import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { writeFileAtomically } from "@stt-bench/results";
import * as v from "valibot";
import { readMachine } from "../machine/machine.ts";
import { pinProcess } from "../machine/pinning.ts";
import type { Pinning } from "../machine/pinning.ts";
import { configurationVariables } from "../run/configuration_variables.ts";
import { planPinning } from "../run/plan_pinning.ts";
import type { Progress } from "../run/progress.ts";
import { RemainingTime } from "../run/remaining_time.ts";
import { setUpRuntimes } from "../run/set_up_runtimes.ts";
import type { CalibrateOptions } from "./calibrate_options.ts";
import { Calibration, CALIBRATION_SCHEMA_VERSION, stageNames, stages } from "./calibration.ts";
import type { Ceiling, Figures, Stage } from "./calibration.ts";
import { calibrationConditions, cpuPassesOf } from "./calibration_conditions.ts";
import type { CalibratedContext } from "./calibration_conditions.ts";
import { calibrationFile, isSimulatorWithGateway } from "./calibration_file.ts";
import { ceilingOf, toPoint } from "./ceiling.ts";
import { findCeiling } from "./find_ceiling.ts";
import type { SearchLimits } from "./find_ceiling.ts";
import { judgeProbe } from "./judge_probe.ts";
import type { ProbeContext } from "./probe_context.ts";
import { runProbe } from "./run_probe.ts";

/** What a calibration left behind. */
export interface CalibrationReport {
  readonly calibration: Calibration;
  /** Its file; undefined if nothing could be measured, so that an earlier one stays. */
  readonly file: string | undefined;
}

/** Runs that a search takes which has not begun yet. */
const USUAL_RUNS = 9;

/**
 * Searches the ceilings of load generator, simulator and both together, and keeps what it finds.
 *
 * @throws {Error} if `signal` aborts; then nothing is written.
 */
export async function calibrate(
  options: CalibrateOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<CalibrationReport> {
  const calibratedAt = new Date();
  const { conditions, outDirectory } = options;
  const pinning = planPinning([], conditions);
  const versions = await setUpRuntimes([], progress, signal);
  pinProcess(pinning, process.pid);
  const environment = configurationVariables(process.env);
  const machine = readMachine();
  const context: CalibratedContext = { conditions, machine, pinning, environment, versions };
  const probes: ProbeContext = {
    pinning,
    progress,
    signal,
    load: options.load,
    cpuPasses: cpuPassesOf(context),
    gatewaySharePercent: gatewaySharePercent(pinning, conditions.cpuLimit),
  };
  const ceilings = await findAll(options, probes).catch((error) => {
    throw signal.aborted ? new Error("Interrupted: nothing was written") : error;
  });
  const calibration = describe(options, context, calibratedAt, ceilings);
  if (stages.every((stage) => calibration[stage].sessions === null)) {
    return { calibration, file: undefined };
  }
  const file = join(outDirectory, calibrationFile(pinning));
  await mkdir(outDirectory, { recursive: true });
  await writeFileAtomically(file, `${JSON.stringify(calibration, null, 2)}\n`);
  return { calibration, file };
}

function gatewaySharePercent(pinning: Pinning, cpuLimit: number | undefined): number | undefined {
  const isShared = pinning.pinned && isSimulatorWithGateway(pinning);
  return isShared && cpuLimit !== undefined ? cpuLimit * 100 : undefined;
}

function describe(
  { load, sessions }: CalibrateOptions,
  context: CalibratedContext,
  calibratedAt: Date,
  ceilings: Record<Stage, Ceiling>,
): Calibration {
  return v.parse(Calibration, {
    schema_version: CALIBRATION_SCHEMA_VERSION,
    calibrated_at: calibratedAt.toISOString(),
    conditions: calibrationConditions(context),
    load: {
      ramp_up_secs: load.rampUpSecs,
      session_start_spread_ms: load.sessionStartSpreadMs,
      warmup_secs: load.warmupSecs,
      measure_secs: load.measureSecs,
    },
    sessions: sessions ?? null,
    ...ceilings,
  });
}

/** The whole can serve no more than each part, so it is searched last. */
async function findAll(
  { sessions, maxSessions, load }: CalibrateOptions,
  context: ProbeContext,
): Promise<Record<Stage, Ceiling>> {
  const time = RemainingTime.ofRuns(load);
  const search = (stage: Stage, limits: SearchLimits) => {
    const later = (stages.length - 1 - stages.indexOf(stage)) * USUAL_RUNS;
    return findCeiling(
      limits,
      (sessions, runsLeft) => measure(context, stage, sessions, time, runsLeft + later),
    );
  };
  const max = maxSessions;
  const generator = ceilingOf(await search("generator", { start: load.sessions, max }), sessions);
  const start = sessions ?? (generator.sessions || load.sessions);
  const simulator = ceilingOf(await search("simulator", { start, max }), sessions);
  const parts = [
    { name: stageNames.generator, ceiling: generator },
    { name: stageNames.simulator, ceiling: simulator },
  ].sort((a, b) => (a.ceiling.sessions ?? 0) - (b.ceiling.sessions ?? 0));
  const weakest = parts[0]!.ceiling;
  if (!weakest.sessions) return { generator, simulator, together: { ...weakest, runs: [] } };
  const bound = parts.find(({ ceiling }) => !ceiling.at_least);
  const limits = {
    start: sessions ?? Math.ceil(weakest.sessions * 0.6),
    max: bound?.ceiling.sessions ?? maxSessions,
  };
  const together = ceilingOf(await search("together", limits), sessions, bound);
  return { generator, simulator, together };
}

async function measure(
  context: ProbeContext,
  stage: Stage,
  sessions: number,
  time: RemainingTime,
  runsLeft: number,
): Promise<Figures> {
  const step = {
    title: `${stageNames[stage]}: ${sessions} sessions`,
    left: { runs: runsLeft, isGuess: true, ms: time.ofMs(runsLeft) },
  };
  return await time.timed(() =>
    context.progress.step(step, async (report) => {
      const figures = judgeProbe(await runProbe(context, stage, sessions, report));
      const { verdict, reasons } = toPoint(figures);
      report({ kind: "end", outcome: verdict, reasons });
      return figures;
    })
  );
}
