import type { Cancel, Clock } from "./ports.ts";

/** Runtimes keep 32 bits of a delay, and run a timer that is further away at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The clock and the timers that every runtime has. */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(atMs, run) {
    // Runtimes cut the fraction off a delay, and would wake up early and for nothing.
    const delayMs = Math.ceil(Math.max(0, atMs - performance.now()));
    if (delayMs > MAX_DELAY_MS) return scheduleFar(atMs, run);
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Goes as far as one timer can, then looks again. */
function scheduleFar(atMs: number, run: () => void): Cancel {
  let cancel: Cancel;
  const timer = setTimeout(() => cancel = systemClock.schedule(atMs, run), MAX_DELAY_MS);
  cancel = () => clearTimeout(timer);
  return () => cancel();
}
