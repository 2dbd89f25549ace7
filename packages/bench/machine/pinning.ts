import { execFileSync } from "node:child_process";

/** Which CPUs the gateway and the tools (load generator, simulator, bench) run on. */
export type Pinning =
  | {
    readonly pinned: true;
    readonly gatewayCpus: readonly number[];
    readonly toolCpus: readonly number[];
  }
  | { readonly pinned: false; readonly reason: string };

/** What {@linkcode choosePinning} needs to know. */
export interface PinningFacts {
  readonly allowedCpus: readonly number[];
  readonly hasTaskset: boolean;
  /** False where the user wants no pinning. */
  readonly wanted: boolean;
}

/** The gateway alone on the last CPU, as interrupts mostly go to the first; the tools on the others. */
export function choosePinning({ allowedCpus, hasTaskset, wanted }: PinningFacts): Pinning {
  if (!wanted) return { pinned: false, reason: "it was turned off" };
  if (!hasTaskset) return { pinned: false, reason: "taskset was not found (util-linux has it)" };
  const gatewayCpu = allowedCpus.at(-1);
  if (gatewayCpu === undefined || allowedCpus.length < 2) {
    return { pinned: false, reason: `it needs 2 CPUs, got ${allowedCpus.length}` };
  }
  return { pinned: true, gatewayCpus: [gatewayCpu], toolCpus: allowedCpus.slice(0, -1) };
}

/** What to put before a command so that it runs on the CPUs of `who`. */
export function pinningPrefix(pinning: Pinning, who: "gateway" | "tools"): readonly string[] {
  if (!pinning.pinned) return [];
  const cpus = who === "gateway" ? pinning.gatewayCpus : pinning.toolCpus;
  return ["taskset", "-c", cpus.join(",")];
}

/** The pinning in words, for tables and the manifest. */
export function describePinning(pinning: Pinning): string {
  if (!pinning.pinned) return `not pinned: ${pinning.reason}; gateway and tools disturb each other`;
  const name = (cpus: readonly number[]) => `CPU ${cpus.join(",")}`;
  return `gateway on ${name(pinning.gatewayCpus)}, tools on ${name(pinning.toolCpus)}`;
}

/** Moves a process that runs, with all its threads, to the CPUs of the tools. */
export function pinProcess(pinning: Pinning, pid: number): void {
  if (!pinning.pinned) return;
  const args = ["-acp", pinning.toolCpus.join(","), String(pid)];
  execFileSync("taskset", args, { stdio: "ignore" });
}
