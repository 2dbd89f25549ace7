import type { LoadProfile } from "../run/load_profile.ts";
import type { RunContext } from "../run/run_context.ts";

/** What stays the same for all runs of a calibration. */
export interface ProbeContext extends Pick<RunContext, "pinning" | "progress" | "signal"> {
  /** Timings of each run. */
  readonly load: Omit<LoadProfile, "sessions">;
  /** Passes of the simulated model over the audio. */
  readonly cpuPasses: number;
  /** What a gateway may take of the CPU that it shares with the simulator; undefined: no such CPU. */
  readonly gatewaySharePercent: number | undefined;
}
