import { freePort } from "@stt-bench/bench";
import { demand, demandEqual } from "@stt-bench/conformance";
import type { Bed } from "../bed.ts";
import { RollingCrowd } from "./rolling_crowd.ts";
import { demandSpread, rollingDrain } from "./rolling_drain.ts";
import type { RollingDrain } from "./rolling_drain.ts";
import { RollingGateway } from "./rolling_gateway.ts";
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
  const gateways: RollingGateway[] = [];
  const start = async (port: number) => {
    const gateway = await RollingGateway.start(bed.variant, environment(bed, port));
    gateways.push(gateway);
    return gateway;
  };
  const port = await freePort();
  const a = await start(port);
  const b = await start(0);
  const clients = [a, b].map((gateway) => gateway.client(FLUSH_INTERVAL_MS));
  const crowd = new RollingCrowd(clients, SESSIONS);
  try {
    await crowd.served();
    const first = await exit(a, crowd);
    await start(port);
    const second = await exit(b, crowd);
    await crowd.finish();
    await gateways[2]!.drain();
    demandAccounted(gateways, crowd);
    demandClosed(bed.variant, crowd.visits);
    return [first, second];
  } finally {
    crowd.stop();
    for (const client of clients) client.release();
    for (const gateway of gateways) await gateway.stop();
  }
}

function environment(bed: Bed, port: number): Record<string, string> {
  return {
    PORT: String(port),
    INFERENCE_URL: bed.simulatorUrl,
    FLUSH_INTERVAL_MS: String(FLUSH_INTERVAL_MS),
    DRAIN_TIMEOUT_MS: String(DRAIN_TIMEOUT_MS),
  };
}

async function exit(gateway: RollingGateway, crowd: RollingCrowd): Promise<RollingExit> {
  const { signalMs, exitMs } = await gateway.drain();
  const mostMs = DRAIN_TIMEOUT_MS + EXIT_PATIENCE_MS;
  demand(exitMs <= mostMs, `Exit: expected it within ${mostMs} ms, got it after ${exitMs} ms`);
  await crowd.served();
  const drain = rollingDrain(crowd, signalMs);
  demandEqual(
    "Sessions that were closed and came back",
    drain.closesMs.length,
    gateway.ended.length,
  );
  demandSpread(drain, DRAIN_TIMEOUT_MS);
  return { ...drain, exitMs };
}

function demandAccounted(gateways: readonly RollingGateway[], crowd: RollingCrowd): void {
  const [a, b, successor] = gateways;
  a!.demandEnded(SESSIONS / 2, "drain");
  b!.demandEnded(SESSIONS, "drain");
  successor!.demandEnded(SESSIONS, "client");
  const ledger = sumOf(gateways.flatMap(({ ended }) => ended.map(({ frames }) => frames)));
  demandAllAnswered(ledger, crowd.visits);
  demandEqual("Failed frames", ledger.failed, 0);
}
