import type { SimulatorStats } from "@stt-bench/bench";
import type { RunSummary } from "@stt-bench/results";

/**
 * What all simulator pods together did: counts are sums, and as late as the latest of them is the
 * answer that a session waits for. Undefined where there is none.
 *
 * @param stats of each pod; undefined for one that didn't answer
 */
export function combineSimulators(
  stats: readonly (SimulatorStats | undefined)[],
): RunSummary["simulator"] {
  const known = stats.filter((each) => each !== undefined);
  if (stats.length === 0) return undefined;
  const sum = (of: (each: SimulatorStats) => number) =>
    known.length === 0 ? null : known.reduce((total, each) => total + of(each), 0);
  const most = (of: (each: SimulatorStats) => number) =>
    known.length === 0 ? null : Math.max(...known.map(of));
  return {
    alive: known.length === stats.length,
    requests: sum(({ requests }) => requests),
    errors: sum(({ faults_injected }) => faults_injected),
    queue_wait_p99_ms: most(({ queue_wait }) => queue_wait.p99_ms),
    loop_delay_p99_ms: most(({ loop_delay }) => loop_delay.p99_ms),
    answer_lateness_p99_ms: most(({ answer_lateness }) => answer_lateness.p99_ms),
    max_in_flight: sum(({ max_in_flight }) => max_in_flight),
  };
}
