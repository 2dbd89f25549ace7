import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "@stt-bench/program";
import { CollectorError } from "./collector_error.ts";

/** How long a caller bears with a collector that is away. */
export interface Patience {
  readonly signal: AbortSignal;
  /** It gives up after so many milliseconds without success; 60 000 if left out. */
  readonly patienceMs?: number;
  /** Monotonic, in milliseconds; the process's own clock if left out. */
  readonly nowMs?: () => number;
}

/** The clock of {@linkcode Patience} unless another is given. */
export const ownNowMs = (): number => performance.now();

const PATIENCE_MS = 60_000;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 2000;

/** One of several tries. */
export interface Attempt {
  /** Patience begins anew, as the collector was there for long. */
  readonly restart: () => void;
}

/**
 * Does `action` until it succeeds or throws a {@linkcode CollectorError}, with pauses that grow. Any
 * other error is one that may pass.
 *
 * @param what that it does, for the error, e.g. `join the barrier`
 * @throws {CollectorError} when patience is at an end
 * @throws the reason of `signal` when it aborts
 */
export async function retry<T>(
  what: string,
  action: (attempt: Attempt) => Promise<T>,
  { signal, patienceMs = PATIENCE_MS, nowMs = ownNowMs }: Patience,
): Promise<T> {
  let sinceMs = nowMs();
  let delayMs = FIRST_DELAY_MS;
  const restart = () => {
    sinceMs = nowMs();
    delayMs = FIRST_DELAY_MS;
  };
  for (;;) {
    signal.throwIfAborted();
    try {
      return await action({ restart });
    } catch (error) {
      if (error instanceof CollectorError) throw error;
      signal.throwIfAborted();
      if (nowMs() - sinceMs >= patienceMs) {
        throw new CollectorError(
          `Cannot ${what}: tried for ${patienceMs} ms, got ${reasonOf(error)}`,
        );
      }
    }
    // Shards that were sent away together don't come again together.
    await sleep(delayMs * (0.5 + Math.random() / 2), undefined, { signal });
    delayMs = Math.min(2 * delayMs, MAX_DELAY_MS);
  }
}
