import type { Clock } from "./ports.ts";

/** The clock and the timers that every runtime has. */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(atMs, run) {
    // Runtimes cut the fraction off a delay, and would wake up early and for nothing.
    const timer = setTimeout(run, Math.ceil(Math.max(0, atMs - performance.now())));
    return () => clearTimeout(timer);
  },
};
