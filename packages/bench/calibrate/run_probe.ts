import { setTimeout } from "node:timers/promises";
import type { RunPhase } from "@stt-bench/results";
import { readAllowedCpus } from "../machine/machine.ts";
import { LiveWatch } from "../live/live_watch.ts";
import { cpuPercent } from "../machine/cpu_percent.ts";
import { pinningPrefix } from "../machine/pinning.ts";
import { ChildError } from "../programs/child_error.ts";
import { startNullGateway, startSimulator, sttUrl } from "../programs/programs.ts";
import type { Server } from "../programs/programs.ts";
import type { Pinning } from "../machine/pinning.ts";
import { LoadProgress } from "../run/load_progress.ts";
import type { LoadProfile } from "../run/load_profile.ts";
import type { Progress, Report } from "../run/progress.ts";
import { runLoad } from "../run/run_load.ts";
import type { Stage } from "./calibration.ts";
import type { GeneratorReadings, ProbeReadings } from "./judge_probe.ts";
import { OtherPrograms } from "./other_programs.ts";
import type { ProbeContext } from "./probe_context.ts";
import { SimulatorDrive } from "./simulator_drive.ts";

/**
 * Runs what `stage` is about once, with fresh processes that are gone when it returns or throws.
 *
 * @throws {ChildError} if one of them doesn't do its work.
 * @throws the reason of the context's signal when that aborts.
 */
export async function runProbe(
  context: ProbeContext,
  stage: Stage,
  sessions: number,
  report: Report,
): Promise<ProbeReadings> {
  const { pinning, signal, gatewaySharePercent } = context;
  const servers: Server[] = [];
  const keep = (server: Server) => (servers.push(server), server);
  const others = new OtherPrograms(measuredCpus(pinning));
  let drive: SimulatorDrive | undefined;
  try {
    if (stage !== "generator") {
      // So many slots that the simulated GPU is never the limit, as in every comparison.
      const env = { MODEL_MAX_CONCURRENT: "65536" };
      const prefix = pinningPrefix(pinning, "simulator");
      drive = new SimulatorDrive(context, keep(await startSimulator({ env, prefix, signal })));
    }
    if (stage === "simulator") {
      await driveAlone(context, sessions, drive!, others, report);
      const simulator = await drive!.finish();
      const othersPercent = others.percent;
      return { sessions, generator: undefined, simulator, othersPercent, gatewaySharePercent };
    }
    const prefix = pinningPrefix(pinning, "gateway");
    const gateway = keep(await startNullGateway({ prefix, signal }));
    const generator = await streamTo(context, gateway, sessions, drive, others, report);
    const simulator = await drive?.finish();
    const othersPercent = others.percent;
    return { sessions, generator, simulator, othersPercent, gatewaySharePercent };
  } finally {
    await drive?.stop();
    await Promise.all(servers.map(({ child }) => child.stop()));
  }
}

/** The CPUs that anything runs on, us included. */
function measuredCpus(pinning: Pinning): readonly number[] {
  return pinning.pinned ? [...pinning.gatewayCpus, ...pinning.toolCpus] : readAllowedCpus();
}

async function driveAlone(
  { load, signal }: ProbeContext,
  sessions: number,
  drive: SimulatorDrive,
  others: OtherPrograms,
  report: Report,
): Promise<void> {
  report(`warmup (${load.warmupSecs} s)`);
  drive.start(sessions);
  await setTimeout(load.warmupSecs * 1000, undefined, { signal });
  report(`measure (${load.measureSecs} s)`);
  others.openWindow();
  drive.openWindow();
  await setTimeout(load.measureSecs * 1000, undefined, { signal });
  others.closeWindow();
  drive.closeWindow();
}

/** Streams to the null gateway; the simulator's `drive`, if there is one, follows the same window. */
async function streamTo(
  { load, pinning, progress, signal }: ProbeContext,
  gateway: Server,
  sessions: number,
  drive: SimulatorDrive | undefined,
  others: OtherPrograms,
  report: Report,
): Promise<GeneratorReadings> {
  const follow = (phase: RunPhase) => {
    if (phase === "warmup") drive?.start(sessions);
    for (const watch of [others, drive]) {
      if (phase === "measure") watch?.openWindow();
      if (phase === "grace") watch?.closeWindow();
    }
  };
  const loadProgress = createLoadProgress({ ...load, sessions }, progress);
  const { summary, readings, problem, log } = await runLoad({
    args: loadgenArguments(load, sessions, sttUrl(gateway.url)),
    prefix: pinningPrefix(pinning, "tools"),
    expectedMs: (load.rampUpSecs + load.warmupSecs + load.measureSecs + 10) * 1000 +
      load.sessionStartSpreadMs,
    gatewayPid: gateway.child.pid,
    serverExited: gateway.child.exited,
    signal,
    onProgress: (event, generator) => {
      if (event.event === "phase") follow(event.phase);
      const pids = { gateway: gateway.child.pid, generator, simulator: drive?.simulatorPid };
      loadProgress.newsOf(event, pids).forEach(report);
    },
  });
  signal.throwIfAborted();
  if (summary === undefined) throw new ChildError(`Cannot calibrate: ${problem}`, log);
  const nullGatewayCpuPercent = cpuPercent(readings?.windowStart, readings?.windowEnd);
  return { summary, nullGatewayCpuPercent };
}

/** A gateway that answers nothing has no service level. */
function createLoadProgress(load: LoadProfile, { isLive }: Progress): LoadProgress {
  const run = { load, slo: undefined, cpuLimit: undefined };
  return new LoadProgress(load, isLive ? new LiveWatch(run) : undefined);
}

/** A null gateway answers neither frames nor closes, so nothing is waited for. */
function loadgenArguments(
  { rampUpSecs, sessionStartSpreadMs, warmupSecs, measureSecs }: ProbeContext["load"],
  sessions: number,
  url: string,
): string[] {
  const flags = {
    url,
    sessions,
    "ramp-up-secs": rampUpSecs,
    "session-start-spread-ms": sessionStartSpreadMs,
    "warmup-secs": warmupSecs,
    "measure-secs": measureSecs,
    "session-grace-secs": 0,
    "close-grace-ms": 100,
    progress: "json",
  };
  return ["--json", ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, `${value}`])];
}
