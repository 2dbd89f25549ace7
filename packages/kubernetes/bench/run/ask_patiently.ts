import type { ClusterContext } from "./cluster_context.ts";
import { waitUntil } from "./wait_until.ts";

/** For how long a server may not answer, as when it is restarted. */
export const OUTAGE_MS = 60_000;

/**
 * Asks again while the server doesn't answer, for a minute: what a load has cost minutes to find out
 * mustn't be lost by a moment.
 *
 * @param what is asked for, for the error: `the files of the shards`
 * @throws what `ask` throws otherwise, and the reason of the context's signal.
 */
export function askPatiently<T>(
  { waits: { pollMs }, signal }: ClusterContext,
  what: string,
  ask: () => Promise<T>,
): Promise<T> {
  const patience = { what, timeoutMs: OUTAGE_MS, pollMs, signal };
  return waitUntil(async () => ({ done: await ask() }), patience);
}
