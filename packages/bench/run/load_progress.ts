import type { ProgressEvent, RunPhase } from "@stt-bench/results";
import { LiveWatch } from "../live/live_watch.ts";
import type { LivePids } from "../live/live_watch.ts";
import { phaseSecs } from "./load_profile.ts";
import type { LoadProfile } from "./load_profile.ts";
import type { News } from "./progress.ts";
import type { RunContext } from "./run_context.ts";

/** Makes news of what the load generator tells: its phases, its problems, and samples for a watch. */
export class LoadProgress {
  readonly #secsOf: ReturnType<typeof phaseSecs>;
  readonly #watch: LiveWatch | undefined;

  /** Without `watch` nobody looks at samples, and none are made. */
  constructor(load: LoadProfile, watch: LiveWatch | undefined) {
    this.#secsOf = phaseSecs(load);
    this.#watch = watch;
  }

  /** For a run of a gateway under `load`. */
  static ofGateway(
    { progress, slo, conditions }: Pick<RunContext, "progress" | "slo" | "conditions">,
    load: LoadProfile,
  ): LoadProgress {
    const { cpuLimit } = conditions;
    return new LoadProgress(
      load,
      progress.isLive ? new LiveWatch({ load, slo, cpuLimit }) : undefined,
    );
  }

  /** What is new after `event`. */
  newsOf(event: ProgressEvent, pids: LivePids): readonly News[] {
    if (event.event === "problem") return [{ kind: "problem", text: event.message }];
    const sample = this.#watch?.observe(event, pids);
    return [
      ...(event.event === "phase" ? [this.#describe(event.phase)] : []),
      ...(sample === undefined ? [] : [{ kind: "sample", sample } as const]),
    ];
  }

  #describe(phase: RunPhase): string {
    const secs = this.#secsOf[phase];
    return secs === undefined ? phase : `${phase} (${secs} s)`;
  }
}
