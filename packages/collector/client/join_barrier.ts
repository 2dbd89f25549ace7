import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { answerOf } from "./answer_of.ts";
import { httpRequest } from "./http_request.ts";
import { ownNowMs, retry } from "./retry.ts";
import type { Attempt, Patience } from "./retry.ts";

/** One of the processes that generate the load of a run. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const Answer = v.object({ start_at_epoch_ms: v.pipe(v.number(), v.finite()) });

/** Longer than any collector waits: it says itself that time is up. */
const TIMEOUT_MS = 3_600_000;

/** A shard that was connected for so long has waited: it wasn't just turned away. */
const WAITED_MS = 1000;

/**
 * Waits at the barrier of a run until all of its shards are there.
 *
 * @param url of the run, e.g. `http://collector:8080/runs/run-1`
 * @returns the common start by the collector's clock, in milliseconds since 1970
 * @throws {CollectorError} if others are missing, the barrier has fallen, or there is no collector
 * @throws the reason of `signal` when it aborts
 */
export async function joinBarrier(
  url: string,
  { index, count }: Shard,
  patience: Patience,
): Promise<number> {
  const { signal, nowMs = ownNowMs } = patience;
  const target = new URL(`${url}/shards/${index}?of=${count}&id=${randomUUID()}`);
  const what = `join the barrier at ${url} as shard ${index} of ${count}`;
  const join = async ({ restart }: Attempt) => {
    let connectedMs = Infinity;
    const onConnect = () => connectedMs = nowMs();
    const request = { method: "POST", url: target, timeoutMs: TIMEOUT_MS, signal } as const;
    try {
      return answerOf(Answer, what, await httpRequest({ ...request, onConnect }));
    } catch (error) {
      if (nowMs() - connectedMs > WAITED_MS) restart();
      throw error;
    }
  };
  const answer = await retry(what, join, patience);
  return answer.start_at_epoch_ms;
}
