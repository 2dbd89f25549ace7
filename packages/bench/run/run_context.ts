import type { SloProfile } from "@stt-bench/results";
import type { Machine } from "../machine/machine.ts";
import type { Pinning } from "../machine/pinning.ts";
import type { Conditions } from "./conditions.ts";
import type { Executor } from "../programs/runtime.ts";
import type { Progress } from "./progress.ts";
import type { LoadProfile } from "./load_profile.ts";

/** What stays the same for all runs of one program. */
export interface RunContext {
  readonly conditions: Conditions;
  readonly slo: SloProfile;
  readonly machine: Machine;
  readonly pinning: Pinning;
  /** What holds the gateway to its limits, e.g. `cgroup v2`; undefined without limits. */
  readonly limitsMechanism: string | undefined;
  /** Variables of the caller that configure a gateway or the simulator. */
  readonly environment: Readonly<Record<string, string>>;
  /** The runtimes that are used, with their versions. */
  readonly versions: ReadonlyMap<Executor, string>;
  /** Where files are written to. */
  readonly directory: string;
  /** Whether a run leaves a CSV file with a row for each partial. */
  readonly samples: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What differs from run to run. */
export interface RunPlan {
  readonly load: LoadProfile;
  /** Counts the runs of a target under one load, from 1. */
  readonly round: number;
}
