import { freePort } from "@stt-bench/bench";
import { demand, demandEqual, Gateway } from "@stt-bench/conformance";
import type { Bed } from "../bed.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { RollingCrowd } from "./rolling_crowd.ts";
import { demandSpread, rollingDrain } from "./rolling_drain.ts";
import type { RollingDrain } from "./rolling_drain.ts";
import { demandAllAnswered, demandClosed, sumOf } from "./rolling_ledger.ts";

/** Sessions under load, half of them on each gateway at first. */
export const SESSIONS = 200;

/** Closes are spread over half of it. */
export const DRAIN_TIMEOUT_MS = 2500;

/** What a busy machine may take to end a process whose last session is over. */
const EXIT_PATIENCE_MS = 2500;

const FLUSH_INTERVAL_MS = 500;

/** What one process did when it was told to end. */
export interface RollingExit extends RollingDrain {
  /** When it was gone, in milliseconds after the signal. */
  readonly exitMs: number;
}

/**
 * Replaces two gateways under load, one after the other: A drains while B serves all; A′ starts in
 * A's place, and B drains.
 *
 * @returns what A and B did.
 * @throws {Violation} when a session does not come back, or a frame is not accounted for.
 */
export async function rollingRestart(bed: Bed): Promise<readonly RollingExit[]> {
  const start = (PORT: number) => bed.startGateway({ PORT, FLUSH_INTERVAL_MS, DRAIN_TIMEOUT_MS });
  const port = await freePort();
  const a = await start(port);
  const b = await start(0);
  // What connects to A connects to A′ later.
  const clients = [a, b].map(({ target }) => new Gateway(target));
  const crowd = new RollingCrowd(clients, SESSIONS);
  try {
    await crowd.served();
    const first = await exit(a, crowd);
    const successor = await start(port);
    const second = await exit(b, crowd);
    await crowd.finish();
    await drain(successor);
    demandEnded(a, SESSIONS / 2, "drain");
    demandEnded(b, SESSIONS, "drain");
    demandEnded(successor, SESSIONS, "client");
    demandAccounted([a, b, successor], crowd);
    demandClosed(bed.variant, crowd.visits);
    return [first, second];
  } finally {
    crowd.stop();
    for (const client of clients) client.release();
  }
}

/** Tells a gateway to end, and waits until it has, with exit code 0. */
async function drain({ child }: GatewayProcess): Promise<{ signalMs: number; exitMs: number }> {
  const signalMs = performance.now();
  child.kill("SIGTERM");
  demandEqual("Exit code", (await child.exited).code, 0);
  return { signalMs, exitMs: performance.now() - signalMs };
}

async function exit(gateway: GatewayProcess, crowd: RollingCrowd): Promise<RollingExit> {
  const { signalMs, exitMs } = await drain(gateway);
  const mostMs = DRAIN_TIMEOUT_MS + EXIT_PATIENCE_MS;
  demand(exitMs <= mostMs, `Exit: expected it within ${mostMs} ms, got it after ${exitMs} ms`);
  await crowd.served();
  const moves = rollingDrain(crowd, signalMs);
  const ended = gateway.log.sessionEnds.length;
  demandEqual("Sessions that were closed and came back", moves.closesMs.length, ended);
  demandSpread(moves, DRAIN_TIMEOUT_MS);
  return { ...moves, exitMs };
}

/** Demands that so many sessions of a gateway have ended, all of them by `cause`. */
function demandEnded({ log }: GatewayProcess, sessions: number, cause: string): void {
  demandEqual("Sessions that have ended", log.sessionEnds.length, sessions);
  const others = log.sessionEnds.filter((each) => each.cause !== cause);
  demandEqual(`Sessions that ended otherwise than by ${cause}`, others.length, 0);
}

function demandAccounted(gateways: readonly GatewayProcess[], { visits }: RollingCrowd): void {
  const frames = sumOf(gateways.flatMap(({ log }) => log.sessionEnds.map(({ frames }) => frames)));
  demandAllAnswered(frames, visits);
  demandEqual("Failed frames", frames.failed, 0);
}
