import type { Clock } from "@stt-bench/core";

/** Resolves with `promise`, or after `timeoutMs`. */
export function firstOf(promise: Promise<void>, timeoutMs: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(clock.now() + timeoutMs, resolve);
    promise.then(() => {
      cancel();
      resolve();
    });
  });
}
