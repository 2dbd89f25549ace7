import { setTimeout as sleep } from "node:timers/promises";
import { parseProgressEvent } from "@stt-bench/results";
import type { ProgressEvent, RunPhase } from "@stt-bench/results";
import { LOADGEN_CONTAINER } from "../cluster/release.ts";
import type { Kubectl } from "../kubectl/kubectl.ts";

/** Who hears of a run's phases. */
export interface PhaseListener {
  /** What one of the shards tells. */
  onEvent(event: ProgressEvent): void;
  /** The same for people, and more: `2 of 3 shards run`. */
  onNews(text: string): void;
}

/** Longer than any load: a log is followed to its end. */
const TIMEOUT_MS = 24 * 3600 * 1000;

const TRIES = 5;
const PAUSE_MS = 500;

/**
 * Follows the log of the shard in `pod`, and tells each of its phases once. A node may not have a log
 * yet, or lose the connection: each further try hears it from its beginning.
 *
 * Never rejects: without it the run has no cost of the gateway, and is a run all the same.
 */
export async function followShardLog(
  kubectl: Kubectl,
  pod: string,
  { onEvent, onNews }: PhaseListener,
  signal: AbortSignal,
): Promise<void> {
  const args = ["logs", "-f", pod, "-c", LOADGEN_CONTAINER];
  const heard = new Set<RunPhase>();
  const onLine = (line: string) => {
    const event = parseProgressEvent(line);
    if (event?.event !== "phase" || heard.has(event.phase)) return;
    heard.add(event.phase);
    onEvent(event);
    onNews(event.phase);
  };
  for (let tries = TRIES; tries > 0 && !signal.aborted; tries--) {
    try {
      await kubectl.run(args, { signal, onLine, timeoutMs: TIMEOUT_MS });
      if (heard.has("done")) return;
    } catch (error) {
      if (tries === 1 && !signal.aborted) onNews(`no phases: ${(error as Error).message}`);
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
  }
}

/** Last lines of the log of the shard in `pod`, without its phases; none where it has none any more. */
export async function readShardLog(
  kubectl: Kubectl,
  pod: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const args = ["logs", pod, "-c", LOADGEN_CONTAINER, "--tail=20"];
  try {
    const text = await kubectl.run(args, { signal });
    return text.split("\n").filter((line) => line !== "" && !parseProgressEvent(line));
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
