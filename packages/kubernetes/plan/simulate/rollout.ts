import { seededRandom } from "@stt-bench/statistics";

/** A rolling update: new pods first, then as many old ones drain (`maxUnavailable: 0`). */
export interface RolloutSettings {
  readonly pods: number;
  /** Pods that are replaced at a time. */
  readonly surge: number;
  readonly sessionsPerPod: number;
  /** Where a session goes whose pod drains: to any pod that is ready, or to the one with fewest. */
  readonly balancing: "random" | "fewest sessions";
  readonly seed: number;
}

/** What a rollout did to the sessions. */
export interface RolloutOutcome {
  readonly waves: number;
  /** How often a session was moved, on average. */
  readonly meanMoves: number;
  readonly maxMoves: number;
  /** Share of the sessions that were moved more than once. */
  readonly movedAgainShare: number;
  /** The most sessions that one pod ever had ÷ what each had before. */
  readonly peakLoad: number;
}

/** Plays a rolling update in which no session begins or ends by itself. */
export function simulateRollout(settings: RolloutSettings): RolloutOutcome {
  const { pods, surge, sessionsPerPod, balancing, seed } = settings;
  const random = seededRandom(seed);
  // A pod is the moves of each of its sessions.
  let old = Array.from({ length: pods }, () => new Array<number>(sessionsPerPod).fill(0));
  const fresh: number[][] = [];
  let waves = 0;
  let peak = sessionsPerPod;
  while (old.length > 0) {
    waves++;
    const count = Math.min(surge, old.length);
    for (let i = 0; i < count; i++) fresh.push([]);
    const draining = old.slice(0, count);
    old = old.slice(count);
    const ready = [...old, ...fresh];
    for (const moves of draining.flat()) {
      const pod = balancing === "random"
        ? ready[Math.floor(random() * ready.length)]!
        : fewest(ready);
      pod.push(moves + 1);
    }
    peak = ready.reduce((most, { length }) => Math.max(most, length), peak);
  }
  const moves = fresh.flat();
  return {
    waves,
    meanMoves: moves.reduce((sum, count) => sum + count, 0) / moves.length,
    maxMoves: moves.reduce((most, count) => Math.max(most, count), 0),
    movedAgainShare: moves.filter((count) => count > 1).length / moves.length,
    peakLoad: peak / sessionsPerPod,
  };
}

function fewest(pods: readonly number[][]): number[] {
  return pods.reduce((least, pod) => pod.length < least.length ? pod : least);
}
