import type { Left } from "./progress.ts";

/** Says what is left of a program, e.g. `about 5 runs left, about 3 min`. */
export function describeLeft({ runs, isGuess, ms }: Left): string {
  const count = `${isGuess ? "about " : ""}${runs} ${runs === 1 ? "run" : "runs"}`;
  return `${count} left, about ${describeSecs(ms / 1000)}`;
}

/** A time as people say it: `95 s`, `3 min`, `2.5 h`. */
export function describeSecs(secs: number): string {
  if (secs < 100) return `${Math.ceil(secs)} s`;
  if (secs < 100 * 60) return `${Math.round(secs / 60)} min`;
  return `${(secs / 3600).toFixed(1)} h`;
}
