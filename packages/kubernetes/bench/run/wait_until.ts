import { setTimeout as sleep } from "node:timers/promises";
import { ClusterError } from "../cluster_error.ts";
import { KubectlError } from "../kubectl/kubectl_error.ts";

/** How a wait asks, and for how long. */
export interface Patience {
  /** What is waited for, for the error: `the rollout of gateway bun`. */
  readonly what: string;
  /** Flag that sets the time, for the error; undefined if none does. */
  readonly flag?: string;
  readonly timeoutMs: number;
  readonly pollMs: number;
  readonly signal: AbortSignal;
}

/** What one question has found: the answer, or what is still lacking. */
export type Poll<T> = { readonly done: T } | { readonly lacks: string };

/**
 * Asks again and again until there is an answer. A server that doesn't answer now may do so soon:
 * only when the time is over is that an error.
 *
 * @throws {ClusterError} that says what was lacking to the end.
 * @throws what `ask` throws otherwise, and the reason of the signal.
 */
export async function waitUntil<T>(ask: () => Promise<Poll<T>>, patience: Patience): Promise<T> {
  const { what, flag, timeoutMs, pollMs, signal } = patience;
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const poll = await ask().catch(asLack);
    if ("done" in poll) return poll.done;
    if (performance.now() >= endMs) {
      const time = `${timeoutMs / 1000} s${flag === undefined ? "" : ` (${flag})`}`;
      throw new ClusterError(
        `Cannot wait for ${what}: expected it within ${time}, got: ${poll.lacks}`,
      );
    }
    await sleep(pollMs, undefined, { signal });
  }
}

function asLack(error: unknown): { readonly lacks: string } {
  if (error instanceof KubectlError && error.isTransient) return { lacks: error.message };
  throw error;
}
