import { execFileSync } from "node:child_process";

/** Which CPUs the gateway, the simulator and the tools (load generator, bench) run on. */
export type Pinning =
  | {
    readonly pinned: true;
    readonly gatewayCpus: readonly number[];
    readonly simulatorCpus: readonly number[];
    readonly toolCpus: readonly number[];
  }
  | { readonly pinned: false; readonly reason: string };

/** Who runs on CPUs of its own. */
export type Role = "gateway" | "simulator" | "tools";

/** What {@linkcode choosePinning} needs to know. */
export interface PinningFacts {
  readonly allowedCpus: readonly number[];
  readonly hasTaskset: boolean;
  /** False where the user wants no pinning. */
  readonly wanted: boolean;
  /** CPUs that the gateway shall have. */
  readonly gatewayCpus: number;
  /** Whether the gateway may use a fraction of a CPU only, so that others may have the rest of it. */
  readonly isLimited: boolean;
}

/**
 * The gateway on the last CPUs, as interrupts mostly go to the first; the tools on the others. The
 * simulator is with the tools, unless the gateway leaves most of its CPU idle: then it runs there,
 * and the load generator, which must never be late, is alone.
 */
export function choosePinning(facts: PinningFacts): Pinning {
  const { allowedCpus, hasTaskset, wanted, gatewayCpus, isLimited } = facts;
  if (!wanted) return { pinned: false, reason: "it was turned off" };
  if (!hasTaskset) return { pinned: false, reason: "taskset was not found (util-linux has it)" };
  if (allowedCpus.length <= gatewayCpus) {
    return { pinned: false, reason: `it needs ${gatewayCpus + 1} CPUs, got ${allowedCpus.length}` };
  }
  const gateway = allowedCpus.slice(-gatewayCpus);
  const tools = allowedCpus.slice(0, -gatewayCpus);
  const simulatorCpus = isLimited ? gateway : tools;
  return { pinned: true, gatewayCpus: gateway, simulatorCpus, toolCpus: tools };
}

/**
 * What to put before a command so that it runs on the CPUs of `role`, on `most` of them at most: a
 * gateway with one worker must not use the second CPU that another one's two workers have.
 */
export function pinningPrefix(pinning: Pinning, role: Role, most = Infinity): readonly string[] {
  if (!pinning.pinned) return [];
  const { gatewayCpus, simulatorCpus, toolCpus } = pinning;
  const all = { gateway: gatewayCpus, simulator: simulatorCpus, tools: toolCpus }[role];
  const cpus = all.slice(0, most);
  return ["taskset", "-c", cpus.join(",")];
}

/** The pinning in words, for tables and the manifest. */
export function describePinning(pinning: Pinning): string {
  if (!pinning.pinned) return `not pinned: ${pinning.reason}; gateway and tools disturb each other`;
  const { gatewayCpus, simulatorCpus, toolCpus } = pinning;
  const name = (cpus: readonly number[]) => `CPU ${cpus.join(",")}`;
  const [withGateway, withTools] = simulatorCpus.join() === gatewayCpus.join()
    ? [" and simulator", "load generator"]
    : ["", "tools"];
  return `gateway${withGateway} on ${name(gatewayCpus)}, ${withTools} on ${name(toolCpus)}`;
}

/** Moves a process that runs, with all its threads, to the CPUs of the tools. */
export function pinProcess(pinning: Pinning, pid: number): void {
  if (!pinning.pinned) return;
  const args = ["-acp", pinning.toolCpus.join(","), String(pid)];
  execFileSync("taskset", args, { stdio: "ignore" });
}
