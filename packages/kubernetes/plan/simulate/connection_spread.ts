import { seededRandom } from "@stt-bench/statistics";

/** Connections of gateways to the pods behind one name. */
export interface SpreadSettings {
  readonly gateways: number;
  /** Of one gateway. */
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

/**
 * Opens the connections as our gateways do: each begins at one of the pods at random, and takes turns
 * at those that follow.
 */
export function simulateSpread(settings: SpreadSettings): SpreadOutcome {
  const { gateways, connections, pods, seed } = settings;
  const random = seededRandom(seed);
  const counts = new Uint32Array(pods);
  for (let gateway = 0; gateway < gateways; gateway++) {
    const first = Math.floor(random() * pods);
    for (let turn = 0; turn < connections; turn++) counts[(first + turn) % pods]!++;
  }
  const mean = gateways * connections / pods;
  return {
    idleShare: counts.filter((count) => count === 0).length / pods,
    busiest: counts.reduce((most, count) => Math.max(most, count), 0) / mean,
  };
}
