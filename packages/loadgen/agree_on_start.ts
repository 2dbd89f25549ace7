import { joinBarrier, measureClock } from "@stt-bench/collector/client";
import type { AgreedStart, Clocks } from "./agreed_start.ts";
import type { Settings } from "./settings.ts";

/**
 * Finds out when to begin: at the instant that was given, or when all shards have come to the barrier.
 * Undefined where this process begins when it likes.
 *
 * The clock is read before the barrier, while shards still come one after another: all at once they
 * would hold up one another's answers.
 *
 * @throws {CollectorError} if other shards are missing, the barrier has fallen, or it can't be reached
 * @throws {Error} if `signal` aborts
 */
export async function agreeOnStart(
  { startAt, barrier, shard }: Pick<Settings, "startAt" | "barrier" | "shard">,
  { epochMs, nowMs }: Clocks,
  signal: AbortSignal,
): Promise<AgreedStart | undefined> {
  if (startAt !== undefined) return { atEpochMs: startAt, clockSkewMs: null };
  if (barrier === undefined) return undefined;
  try {
    const { skewMs } = await measureClock(barrier, { signal, epochMs, nowMs });
    return { atEpochMs: await joinBarrier(barrier, shard, { signal }), clockSkewMs: skewMs };
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error(`Interrupted before the other shards were at ${barrier}`);
  }
}
