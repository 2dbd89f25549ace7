import process from "node:process";
import { demandEqual, Gateway } from "@stt-bench/conformance";
import type { Bed } from "../bed.ts";
import { framesOf } from "../frames_of.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { untilMetrics } from "../until_metrics.ts";
import { ROLLING_PATIENCE_MS } from "./rolling_client.ts";
import type { Visit } from "./rolling_client.ts";
import { RollingCrowd } from "./rolling_crowd.ts";
import { demandSpread, rollingDrain } from "./rolling_drain.ts";
import type { RollingDrain } from "./rolling_drain.ts";
import { demandAllAnswered, demandClosed } from "./rolling_ledger.ts";
import { DRAIN_TIMEOUT_MS, SESSIONS } from "./rolling_restart.ts";

const WORKERS = 2;

const FLUSH_INTERVAL_MS = 500;

/**
 * Ends both workers of one port under load, one after the other; the supervisor replaces them. Until
 * a worker is gone it goes on to accept connections of the shared port, and refuses them with 503.
 *
 * @returns what each of them did.
 * @throws {Violation} when a session does not come back, or a frame is not accounted for.
 */
export async function rollingWorkers(bed: Bed): Promise<readonly RollingDrain[]> {
  const gateway = await bed.startGateway({ WORKERS, DRAIN_TIMEOUT_MS, FLUSH_INTERVAL_MS });
  const client = new Gateway(gateway.target);
  const crowd = new RollingCrowd([client], SESSIONS);
  const drains: RollingDrain[] = [];
  try {
    await crowd.served();
    for (const [restarts, pid] of gateway.workerPids.entries()) {
      const signalMs = performance.now();
      process.kill(pid, "SIGTERM");
      await replaced(gateway, restarts + 1);
      await crowd.served();
      const drain = rollingDrain(crowd, signalMs);
      demandSpread(drain, DRAIN_TIMEOUT_MS);
      drains.push(drain);
    }
    await crowd.finish();
    await demandAccounted(gateway, crowd.visits);
    demandClosed(bed.variant, crowd.visits);
    return drains;
  } finally {
    crowd.stop();
    client.release();
  }
}

async function replaced(gateway: GatewayProcess, restarts: number): Promise<void> {
  const samples = {
    stt_gateway_worker_restarts_total: restarts,
    stt_gateway_workers: WORKERS,
  };
  await untilMetrics(gateway, samples, ROLLING_PATIENCE_MS);
}

async function demandAccounted(gateway: GatewayProcess, visits: readonly Visit[]): Promise<void> {
  await untilMetrics(gateway, { 'stt_gateway_sessions_closed_total{cause="client"}': SESSIONS });
  const [opened, drained] = await gateway.metrics([
    "stt_gateway_sessions_opened_total",
    'stt_gateway_sessions_closed_total{cause="drain"}',
  ]);
  demandEqual("Sessions opened", opened, visits.length);
  demandEqual("Sessions drained", drained, visits.filter(({ end }) => end !== undefined).length);
  demandAllAnswered(await framesOf(gateway), visits);
}
