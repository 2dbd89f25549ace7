import { seededRandom } from "@stt-bench/statistics";

/** How long a gateway prefers one connection: `TURN_MS` of its pool. */
const TURN_MS = 20;

const FLUSH_MS = 1000;

/** One of the model's pods is slow, and a gateway has one of its connections to it. */
export interface SlowModelSettings {
  /** Connections of the gateway, each to another pod (`INFERENCE_CONNECTIONS`). */
  readonly connections: number;
  /** Pods of the model; each gateway begins at any of them. */
  readonly pods: number;
  /** Sessions of one gateway. */
  readonly sessions: number;
  /** What a request goes to: the connection whose turn it is, as ours do, or the one with fewest. */
  readonly choice: "turns" | "fewest in flight";
  readonly modelMs: number;
  readonly slowMs: number;
  /** How long we look. */
  readonly secs: number;
  readonly seed: number;
}

/** Who suffers from it. */
export interface SlowModelOutcome {
  /** Share of the gateways that have a connection to the slow pod. */
  readonly gatewayShare: number;
  /** At such a gateway: share of the requests that went to the slow pod. */
  readonly requestShare: number;
  /** There: share of the sessions with at least one slow answer. */
  readonly sessionShare: number;
  /** There: share of the sessions whose every answer was slow. */
  readonly alwaysShare: number;
}

/**
 * Plays the requests of one gateway that has the slow pod behind its first connection: each session
 * flushes once a second, at a moment of its own. Others don't wait for a slow request (HTTP/2), so a
 * pod's time is all that makes an answer slow.
 */
export function simulateSlowModel(settings: SlowModelSettings): SlowModelOutcome {
  const { connections, pods, sessions, choice, modelMs, slowMs, secs, seed } = settings;
  const random = seededRandom(seed);
  const phasesMs = Float64Array.from({ length: sessions }, () => random() * FLUSH_MS).sort();
  const slow = new Uint32Array(sessions);
  // When the requests of each connection end, in order: all of one take the same time.
  const ends = Array.from({ length: connections }, () => ({ times: [] as number[], first: 0 }));
  for (let second = 0; second < secs; second++) {
    for (let session = 0; session < sessions; session++) {
      const now = second * FLUSH_MS + phasesMs[session]!;
      const chosen = choice === "turns"
        ? Math.floor(now / TURN_MS) % connections
        : fewestInFlight(ends, now);
      if (choice !== "turns") ends[chosen]!.times.push(now + (chosen === 0 ? slowMs : modelMs));
      if (chosen === 0) slow[session]!++;
    }
  }
  const requests = slow.reduce((sum, count) => sum + count, 0);
  return {
    gatewayShare: Math.min(1, connections / pods),
    requestShare: requests / (sessions * secs),
    sessionShare: slow.filter((count) => count > 0).length / sessions,
    alwaysShare: slow.filter((count) => count === secs).length / sessions,
  };
}

function fewestInFlight(ends: readonly { times: number[]; first: number }[], now: number): number {
  let best = 0;
  let fewest = Infinity;
  for (let i = 0; i < ends.length; i++) {
    const connection = ends[i]!;
    while (
      connection.first < connection.times.length && connection.times[connection.first]! <= now
    ) {
      connection.first++;
    }
    const inFlight = connection.times.length - connection.first;
    if (inFlight < fewest) [best, fewest] = [i, inFlight];
  }
  return best;
}
