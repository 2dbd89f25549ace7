import * as v from "valibot";
import { answerOf } from "./answer_of.ts";
import { httpRequest, keepConnection } from "./http_request.ts";
import { ownNowMs, retry } from "./retry.ts";
import type { Patience } from "./retry.ts";

/** How two clocks differ. */
export interface ClockReading {
  /** How far ours is ahead of the collector's, in milliseconds. */
  readonly skewMs: number;
  /** How long the exchange took that says so; the skew is known to within half of it. */
  readonly roundTripMs: number;
}

/** Which clocks are compared. */
export interface ClockOptions extends Patience {
  /** Our own, in milliseconds since 1970; the system's if left out. */
  readonly epochMs?: () => number;
}

const Answer = v.object({ epoch_ms: v.pipe(v.number(), v.finite()) });
const EXCHANGES = 9;
const TIMEOUT_MS = 5000;

/**
 * Compares our clock with the collector's: the quickest of several exchanges counts, as it leaves the
 * least room for what the network may have done (RFC 5905 §10 filters by the least delay, too).
 *
 * @param url of a run at the collector
 * @throws {CollectorError} if there is no collector
 * @throws the reason of `signal` when it aborts
 */
export async function measureClock(url: string, options: ClockOptions): Promise<ClockReading> {
  const { signal, epochMs = Date.now, nowMs = ownNowMs } = options;
  const target = new URL(`${url}/../../clock`);
  const agent = keepConnection(target);
  const what = `read the collector's clock at ${target}`;
  const exchange = async (): Promise<ClockReading> => {
    const asked = { method: "GET", url: target, timeoutMs: TIMEOUT_MS, signal, agent } as const;
    const [sentMs, sentEpochMs] = [nowMs(), epochMs()];
    const answer = await httpRequest(asked);
    const [receivedMs, receivedEpochMs] = [nowMs(), epochMs()];
    const { epoch_ms } = answerOf(Answer, what, answer);
    return {
      skewMs: (sentEpochMs + receivedEpochMs) / 2 - epoch_ms,
      roundTripMs: receivedMs - sentMs,
    };
  };
  try {
    // The first one also opens the connection.
    let best = await retry(what, exchange, options);
    for (let i = 1; i < EXCHANGES; i++) {
      const reading = await retry(what, exchange, options);
      if (reading.roundTripMs < best.roundTripMs) best = reading;
    }
    return best;
  } finally {
    agent.destroy();
  }
}
