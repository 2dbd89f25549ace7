import { seededRandom } from "@stt-bench/statistics";

/** Connections of gateways to pods that DNS names in any order. */
export interface SpreadSettings {
  readonly gateways: number;
  readonly connections: number;
  readonly pods: number;
  readonly seed: number;
}

/** How unevenly they lie. */
export interface SpreadOutcome {
  /** Share of the pods that no gateway has a connection to. */
  readonly idleShare: number;
  /** Connections of the busiest pod ÷ the mean. */
  readonly busiest: number;
}

/** Opens each connection to any of the pods, as a client does that takes DNS's first address. */
export function simulateSpread(settings: SpreadSettings): SpreadOutcome {
  const { gateways, connections, pods, seed } = settings;
  const random = seededRandom(seed);
  const counts = new Uint32Array(pods);
  const all = gateways * connections;
  for (let i = 0; i < all; i++) counts[Math.floor(random() * pods)]!++;
  return {
    idleShare: counts.filter((count) => count === 0).length / pods,
    busiest: counts.reduce((most, count) => Math.max(most, count), 0) * pods / all,
  };
}
