import type { ProgressEvent, RunPhase } from "@stt-bench/results";
import type { LoadProfile } from "./load_profile.ts";

/** Tells in words how far a load is: every event where `isLive`, else the phases and problems only. */
export class LoadProgress {
  readonly #secondsOf: Partial<Record<RunPhase, number>>;
  readonly #isLive: boolean;
  #phaseStartMs = 0;

  constructor(load: LoadProfile, isLive: boolean) {
    const { rampUpSecs, sessionStartSpreadMs, warmupSecs, measureSecs } = load;
    const ramp = rampUpSecs + sessionStartSpreadMs / 1000;
    this.#secondsOf = { ramp, warmup: warmupSecs, measure: measureSecs };
    this.#isLive = isLive;
  }

  /** What to show after `event`; undefined if nothing new. */
  describe(event: ProgressEvent): string | undefined {
    if (event.event === "problem") return event.message;
    if (event.event === "phase") {
      this.#phaseStartMs = event.at_ms;
      return this.#describePhase(event.phase, 0);
    }
    if (!this.#isLive) return undefined;
    const elapsed = Math.round((event.at_ms - this.#phaseStartMs) / 1000);
    const { sessions_open, partials, errors } = event;
    return `${this.#describePhase(event.phase, elapsed)} · ${sessions_open} sessions · ` +
      `${partials} partials · ${errors} errors`;
  }

  #describePhase(phase: RunPhase, elapsedSecs: number): string {
    const total = this.#secondsOf[phase];
    if (total === undefined) return phase;
    return this.#isLive ? `${phase} ${elapsedSecs} / ${total} s` : `${phase} (${total} s)`;
  }
}
