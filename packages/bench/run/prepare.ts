import process from "node:process";
import { UsageError } from "@stt-bench/program";
import { readSloProfile } from "@stt-bench/results";
import type { SloProfile } from "@stt-bench/results";
import { createLimitedGroup } from "../limits/create_limited_group.ts";
import { LimitsUnavailable } from "../limits/limits_unavailable.ts";
import { readMachine } from "../machine/machine.ts";
import { pinProcess } from "../machine/pinning.ts";
import type { Conditions } from "./conditions.ts";
import type { Progress } from "./progress.ts";
import { checkConfiguration } from "./check_configuration.ts";
import { configurationVariables } from "./configuration_variables.ts";
import { limitsOf } from "./limits_of.ts";
import { planPinning } from "./plan_pinning.ts";
import type { RunContext } from "./run_context.ts";
import { setUpRuntimes } from "./set_up_runtimes.ts";
import type { Target } from "./target.ts";

/** What {@linkcode prepare} is told by a program that measures `targets`. */
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
 * @throws {UsageError} if the environment or the conditions make no sense, or a gateway can't be
 * limited here.
 */
export async function prepare(
  { targets, conditions, samples, progress, signal }: Preparation,
): Promise<(directory: string) => RunContext> {
  const slo = await readSlo(conditions.slo);
  const pinning = planPinning(targets, conditions);
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
  try {
    const group = createLimitedGroup(limits);
    group.remove();
    return group.mechanism;
  } catch (error) {
    if (!(error instanceof LimitsUnavailable)) throw error;
    throw new UsageError([error.message]);
  }
}
