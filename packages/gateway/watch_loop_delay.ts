import type { Clock } from "@stt-bench/core";
import { recordLoopDelay } from "@stt-bench/program";

/** A multiple of the ticks that tuned gateways wake up in, which then cost no wake-up more. */
const SAMPLE_EVERY_MS = 100;

/**
 * Tells `record`, from now on, how late the event loop runs timers of `clock`: ten times a second,
 * and for each time that a stall has left out.
 */
export function watchLoopDelay(clock: Clock, record: (delayMs: number) => void): void {
  let dueMs: number;
  const plan = () => {
    dueMs = (Math.floor(clock.now() / SAMPLE_EVERY_MS) + 1) * SAMPLE_EVERY_MS;
    clock.schedule(dueMs, sample);
  };
  const sample = () => {
    recordLoopDelay({ dueMs, nowMs: clock.now(), everyMs: SAMPLE_EVERY_MS }, record);
    plan();
  };
  plan();
}
