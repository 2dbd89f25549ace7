import type { Outcome } from "@stt-bench/results";

/** A program and what it ran on. */
export interface ProgramVersion {
  /** `bench`, `load generator`, `simulator`, or the runtime of gateways: `gateways`. */
  readonly program: string;
  readonly runtime: string;
  readonly version: string;
}

/** The machine that was measured on. */
export interface ReportMachine {
  readonly platform: string;
  readonly arch: string;
  readonly cpuModel: string;
  readonly cores: number;
  readonly kernel: string;
  readonly memoryBytes: number;
}

/** When, where and how a set was measured. */
export interface Environment {
  /** ISO 8601, UTC; null where nobody has noted it. */
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly outcome: Outcome;
  /** False when some run is missing or broke off. */
  readonly isComplete: boolean;
  /** The command that repeats it; null where it isn't known. */
  readonly command: string | null;
  /** Null where it isn't known. */
  readonly machine: ReportMachine | null;
  /** Which CPUs gateway and tools ran on, in words. */
  readonly pinning: string | null;
  readonly isPinned: boolean;
  /** Fraction of a CPU that the gateway might use; null without a limit. */
  readonly cpuLimit: number | null;
  /** CPUs that gateways were pinned to; null where they were not. */
  readonly gatewayCpus: number | null;
  readonly memoryLimitBytes: number | null;
  /** Passes of the simulated model over the audio; null for the gateways' default. */
  readonly cpuPasses: number | null;
  readonly seed: number | null;
  readonly versions: readonly ProgramVersion[];
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
  /** Set when an inference service was used that the bench did not start. */
  readonly inferenceUrl: string | null;
  /** Variables that configured gateways or simulator. */
  readonly variables: Readonly<Record<string, string>>;
}
