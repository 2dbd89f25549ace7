import type { Clock } from "@stt-bench/core";
import { CloseCode, CloseReason } from "@stt-bench/protocol";
import { firstOf } from "./first_of.ts";
import type { Gateway } from "./gateway.ts";

/** Part of the drain time over which closes are spread; the rest is for the last partials. */
const SPREAD = 0.5;

/** Time for the last Close frames to go out. */
const FAREWELL_MS = 500;

/**
 * Time for clients to read them. Bun 1.4 tells of a close as soon as it has sent it; a process that
 * ends then resets the connection, and a client that is still sending never sees why.
 */
const LINGER_MS = 200;

/**
 * Ends all sessions of `gateway`: each gets its last partial and close 1012, spread over half of
 * `drainTimeoutMs` so that they don't all reconnect at once; those that are left at its end get 1001.
 * Resolves when the process may end.
 *
 * @returns the number of sessions that missed the deadline.
 */
export async function stop(
  gateway: Gateway,
  drainTimeoutMs: number,
  clock: Clock,
): Promise<number> {
  if (gateway.sessions.size === 0) {
    await gateway.drain(0);
    return 0;
  }
  const drained = gateway.drain(drainTimeoutMs * SPREAD);
  await firstOf(drained, drainTimeoutMs, clock);
  const { size } = gateway.sessions;
  gateway.sessions.closeAll(CloseCode.goingAway, CloseReason.drainDeadline);
  await firstOf(drained, FAREWELL_MS, clock);
  await new Promise<void>((resolve) => clock.schedule(clock.now() + LINGER_MS, resolve));
  return size;
}
