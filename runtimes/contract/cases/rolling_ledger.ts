import { demand, demandEqual } from "@stt-bench/conformance";
import type { LoggedFrames } from "../gateway_log.ts";
import type { Visit } from "./rolling_client.ts";

/** Adds up the frames of several sessions. */
export function sumOf(sessions: readonly LoggedFrames[]): LoggedFrames {
  const sum = (outcome: keyof LoggedFrames) =>
    sessions.reduce((sum, frames) => sum + frames[outcome], 0);
  return {
    received: sum("received"),
    acknowledged: sum("acknowledged"),
    failed: sum("failed"),
    dropped: sum("dropped"),
    discarded: sum("discarded"),
  };
}

/**
 * Demands the rule of a restart, which leaves no frame in doubt: what gateways have accepted they
 * have answered, and the clients have the answers; what was sent behind the last answer of a
 * connection was never accepted. It is sums that are compared: no client can have an answer to a
 * frame that its gateway has not accepted, so where the sums agree each connection does.
 *
 * Of a connection that was cut, the last answers may be lost; its client sends those frames twice.
 */
export function demandAllAnswered(frames: LoggedFrames, visits: readonly Visit[]): void {
  const cut = visits.filter(({ end }) => end?.isCut);
  const answered = visits.reduce((sum, visit) => sum + visit.answered, 0);
  const inDoubt = cut.reduce((sum, visit) => sum + visit.sent - visit.answered, 0);
  const { received, acknowledged, failed, dropped, discarded } = frames;
  demand(
    received >= answered && received <= answered + inDoubt,
    `Frames that were accepted: expected ${answered} to ${answered + inDoubt}, got ${received}`,
  );
  demandEqual("Frames that were answered", acknowledged + failed, received);
  demandEqual("Frames that were dropped or discarded", dropped + discarded, 0);
}

/**
 * Share of connections that a variant may cut in place of closing them. Deno 2.9 cuts a connection at
 * the first message after its Close (denoland/deno#24301): a client that is busy writing finds the
 * reset first, when machine or client are late.
 */
const MOST_CUT: Readonly<Record<string, number>> = { deno: 0.05 };

/** Demands that gateways of `variant` have closed connections, and not cut them. */
export function demandClosed(variant: string, visits: readonly Visit[]): void {
  const cut = visits.filter(({ end }) => end?.isCut).length;
  const most = Math.floor((MOST_CUT[variant] ?? 0) * visits.length);
  demand(cut <= most, `Connections cut without a Close: expected at most ${most}, got ${cut}`);
}
