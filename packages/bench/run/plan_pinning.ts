import { UsageError } from "@stt-bench/program";
import { isOnPath, readAllowedCpus } from "../machine/machine.ts";
import { choosePinning } from "../machine/pinning.ts";
import type { Pinning, PinningFacts } from "../machine/pinning.ts";
import type { Conditions } from "./conditions.ts";
import type { Target } from "./target.ts";

/** What {@linkcode planPinning} needs to know of the machine. */
type CpuFacts = Pick<PinningFacts, "allowedCpus" | "hasTaskset">;

/** Four CPUs are two for the tools and, for two workers, two for the gateway. */
const CPUS_FOR_WORKERS = 4;

/**
 * Who runs on which CPUs under `conditions`, with as many for the gateway as the most workers need.
 *
 * @throws {UsageError} if the gateway would leave no CPU for the tools.
 */
export function planPinning(
  targets: readonly Target[],
  conditions: Pick<Conditions, "pinning" | "gatewayCpus" | "cpuLimit">,
  { allowedCpus, hasTaskset }: CpuFacts = readFacts(),
): Pinning {
  const workersOf = (target: Target) => target.kind === "own" ? target.workers : 1;
  const workers = Math.max(1, ...targets.map(workersOf));
  const spare = Math.max(1, allowedCpus.length - 2);
  const byWorkers = allowedCpus.length >= CPUS_FOR_WORKERS ? Math.min(workers, spare) : 1;
  const gatewayCpus = conditions.gatewayCpus ?? byWorkers;
  const areTooMany = allowedCpus.length > 0 && gatewayCpus >= allowedCpus.length;
  if (conditions.gatewayCpus !== undefined && areTooMany) {
    throw new UsageError([
      `Cannot give the gateway ${gatewayCpus} CPUs: expected one more for the tools, got ` +
      `${allowedCpus.length} in all`,
    ]);
  }
  return choosePinning({
    allowedCpus,
    hasTaskset,
    wanted: conditions.pinning,
    gatewayCpus,
    isLimited: (conditions.cpuLimit ?? gatewayCpus) < gatewayCpus,
  });
}

function readFacts(): CpuFacts {
  return { allowedCpus: readAllowedCpus(), hasTaskset: isOnPath("taskset") };
}
