import type { BracketState } from "@stt-bench/results";

type Conditions = BracketState["conditions"];

/**
 * What has changed since the points of a bracket were measured, one line each; with any change new
 * points must not stand beside the old ones.
 */
export function changedConditions(then: Conditions, now: Conditions): string[] {
  const names = new Set([...Object.keys(then), ...Object.keys(now)]);
  return [...names]
    .filter((name) => then[name] !== now[name])
    .map((name) => `${name}: expected ${then[name] ?? "none"}, got ${now[name] ?? "none"}`);
}
