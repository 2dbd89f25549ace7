import type { Measurements } from "../run_summary.ts";

type Generator = Measurements["generator"];

/**
 * Several generators as one: the one that was nearest to its limit for what validity is judged by, so
 * that no idle one hides a busy one; the memory of all.
 */
export function mergeGenerators(generators: readonly Generator[]): Generator {
  const busiest = generators.reduce((a, b) => b.cpu_percent > a.cpu_percent ? b : a);
  return {
    ...busiest,
    throttled_ms: worst(generators.map(({ throttled_ms }) => throttled_ms)),
    steal_percent: worst(generators.map(({ steal_percent }) => steal_percent)),
    max_rss_bytes: generators.reduce((sum, { max_rss_bytes }) => sum + max_rss_bytes, 0),
  };
}

/** The greatest that is known; null where nothing is. */
function worst(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
