import type { BenchOptions } from "../options/bench_options.ts";
import type { Machine } from "../machine/machine.ts";
import type { Pinning } from "../machine/pinning.ts";
import type { Progress } from "../report/progress.ts";
import type { Runtime } from "../programs/runtime.ts";

/** What stays the same for all variants of one comparison. */
export interface BenchContext {
  readonly options: BenchOptions;
  readonly machine: Machine;
  readonly pinning: Pinning;
  /** Variables that the simulator is started with. */
  readonly simulatorEnv: Readonly<Record<string, string>>;
  /** Variables of the caller that configure a gateway or the simulator. */
  readonly environment: Readonly<Record<string, string>>;
  /** The runtimes that are used, with their versions. */
  readonly versions: ReadonlyMap<Runtime, string>;
  /** Where files are written to. */
  readonly directory: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}
