import { describePinning } from "../machine/pinning.ts";
import { tools } from "../programs/program_command.ts";
import type { RunContext } from "../run/run_context.ts";
import type { CalibrationConditions } from "./calibration.ts";

/** What of a {@linkcode RunContext} a calibration depends on. */
export type CalibratedContext =
  & Pick<RunContext, "machine" | "pinning" | "environment" | "versions">
  & { readonly conditions: Pick<RunContext["conditions"], "cpuPasses"> };

/** Passes that every gateway asks the model for, unless it is told otherwise. */
const DEFAULT_CPU_PASSES = 4;

/** The variables that change what the simulator has to do, but for the passes. */
const ofSimulator = /^(MODEL_\w+|WORKER_THREADS|FLUSH_\w+)$/;

/** The conditions of runs in `context`, to be compared with those of a calibration. */
export function calibrationConditions(context: CalibratedContext): CalibrationConditions {
  const { machine: { cpu_model, cores, kernel }, pinning, environment } = context;
  const runtimeOf = (tool: keyof typeof tools) => {
    const { runtime } = tools[tool];
    return `${runtime} ${context.versions.get(runtime) ?? "unknown"}`;
  };
  return {
    machine: { cpu_model, cores, kernel },
    programs: { loadgen: runtimeOf("loadgen"), inference: runtimeOf("inference") },
    pinning: describePinning(pinning),
    cpu_passes: cpuPassesOf(context),
    environment: Object.fromEntries(
      Object.entries(environment).filter(([name]) => ofSimulator.test(name)),
    ),
  };
}

/** Passes that a gateway asks for: by the flag, else by the environment, else by default. */
export function cpuPassesOf(
  { conditions, environment }: Pick<CalibratedContext, "conditions" | "environment">,
): number {
  const { CPU_PASSES = DEFAULT_CPU_PASSES } = environment;
  return conditions.cpuPasses ?? Number(CPU_PASSES);
}
