import type { Drive } from "./drive.ts";
import type { Recorder } from "./recorder.ts";

/** Where progress is written. */
export interface ProgressTarget {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/**
 * Writes a line each second: on a terminal one that stays up to date. Returns what ends it.
 *
 * @param clock Monotonic, in milliseconds.
 */
export function showProgress(
  target: ProgressTarget,
  recorder: Recorder,
  drive: Drive,
  clock: () => number,
): () => void {
  const startMs = clock();
  const [before, after] = target.isTTY ? ["\r\x1b[K", ""] : ["", "\n"];
  const timer = setInterval(() => {
    const seconds = (clock() - startMs) / 1000;
    const rate = Math.round(recorder.completed / seconds);
    target.write(
      `${before}${seconds.toFixed(0).padStart(4)} s  ${recorder.completed} answered (${rate}/s), ` +
        `${drive.inFlight} under way, ${recorder.failed} failed${after}`,
    );
  }, 1000);
  return () => {
    clearInterval(timer);
    target.write(before);
  };
}
