import process from "node:process";
import { UsageError } from "@stt-bench/program";
import { readSloProfile } from "@stt-bench/results";
import type { SloProfile } from "@stt-bench/results";
import { setUp } from "@stt-bench/toolchain";
import { createLimitedGroup } from "../limits/create_limited_group.ts";
import { isOnPath, readAllowedCpus, readMachine } from "../machine/machine.ts";
import { choosePinning, pinProcess } from "../machine/pinning.ts";
import type { Pinning } from "../machine/pinning.ts";
import type { Conditions } from "./conditions.ts";
import { tools } from "../programs/program_command.ts";
import type { Runtime } from "../programs/runtime.ts";
import type { Progress } from "./progress.ts";
import { checkConfiguration } from "./check_configuration.ts";
import { configurationVariables } from "./configuration_variables.ts";
import { limitsOf } from "./limits_of.ts";
import type { RunContext } from "./run_context.ts";
import type { Target } from "./target.ts";

/** What a program that measures `targets` has to say. */
export interface Preparation {
  readonly targets: readonly Target[];
  readonly conditions: Conditions;
  readonly samples: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Everything before the first run: runtimes are installed, the environment is read by every program
 * that it configures, and we are out of the gateway's way.
 *
 * @returns the context of all runs, for the folder that they write to.
 * @throws {UsageError} if the environment or the conditions make no sense.
 * @throws {LimitsUnavailable} if a gateway can't be limited here.
 */
export async function prepare(
  { targets, conditions, samples, progress, signal }: Preparation,
): Promise<(directory: string) => RunContext> {
  const slo = await readSlo(conditions.slo);
  const pinning = pin(targets, conditions);
  const limitsMechanism = findLimitsMechanism(conditions);
  const versions = await setUpRuntimes(targets, progress, signal);
  const own = targets.flatMap((target) => target.kind === "own" ? [target] : []);
  await checkConfiguration(own.map(({ variant }) => variant));
  pinProcess(pinning, process.pid);
  const machine = readMachine();
  const environment = configurationVariables(process.env);
  return (directory) => ({
    conditions,
    slo,
    machine,
    pinning,
    limitsMechanism,
    environment,
    versions,
    directory,
    samples,
    progress,
    signal,
  });
}

async function readSlo(nameOrPath: string): Promise<SloProfile> {
  try {
    return await readSloProfile(nameOrPath);
  } catch (error) {
    throw new UsageError([(error as Error).message]);
  }
}

/** Makes a group and removes it, so that a machine that has none says so before anything starts. */
function findLimitsMechanism(conditions: Conditions): string | undefined {
  const limits = limitsOf(conditions);
  if (limits === undefined) return undefined;
  const group = createLimitedGroup(limits);
  group.remove();
  return group.mechanism;
}

/** Four CPUs are two for the tools and, for two workers, two for the gateway. */
const CPUS_FOR_WORKERS = 4;

function pin(targets: readonly Target[], conditions: Conditions): Pinning {
  const allowedCpus = readAllowedCpus();
  const workers = Math.max(...targets.map((target) => target.kind === "own" ? target.workers : 1));
  const spare = Math.max(1, allowedCpus.length - 2);
  const byWorkers = allowedCpus.length >= CPUS_FOR_WORKERS ? Math.min(workers, spare) : 1;
  const gatewayCpus = conditions.gatewayCpus ?? byWorkers;
  if (conditions.gatewayCpus !== undefined && gatewayCpus >= allowedCpus.length) {
    throw new UsageError([
      `Cannot give the gateway ${gatewayCpus} CPUs: expected one more for the tools, got ` +
      `${allowedCpus.length} in all`,
    ]);
  }
  return choosePinning({
    allowedCpus,
    hasTaskset: isOnPath("taskset"),
    wanted: conditions.pinning,
    gatewayCpus,
    isLimited: (conditions.cpuLimit ?? gatewayCpus) < gatewayCpus,
  });
}

/** Installs the runtimes that are missing, and gives their versions. */
async function setUpRuntimes(
  targets: readonly Target[],
  progress: Progress,
  signal: AbortSignal,
): Promise<ReadonlyMap<Runtime, string>> {
  const own = targets.flatMap((target) => target.kind === "own" ? [target.variant] : []);
  const wanted = [...new Set([...own, ...Object.values(tools)].map(({ runtime }) => runtime))];
  return await progress.step("set-up", async (report) => {
    const listener = {
      step: (tool: Runtime, text: string) => report(`${tool}: ${text}`),
      waits: () => report("waiting for another set-up"),
    };
    const found = await setUp({ tools: wanted, signal, listener });
    report(found.map(({ name, version, source }) => `${name} ${version} (${source})`).join(", "));
    return new Map(found.map(({ name, version }) => [name, version]));
  });
}
