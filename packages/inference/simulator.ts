import { seededRandom } from "@stt-bench/statistics";
import { BodyPool } from "./body_pool.ts";
import { computeInline } from "./compute.ts";
import type { Config } from "./config.ts";
import { FaultDesk } from "./faults/fault_desk.ts";
import { LatencyModel } from "./latency_model.ts";
import { everySample } from "./loop_delay.ts";
import { createRoutes } from "./routes.ts";
import { Server } from "./server.ts";
import { Slots } from "./slots.ts";
import { Stats } from "./stats.ts";
import { WorkerCompute } from "./worker_compute.ts";

/** A simulator that listens. */
export interface Simulator {
  /** Where it listens, e.g. `http://127.0.0.1:9000`. */
  readonly url: string;
  /** Lets requests under way finish for at most 2 s, and ends. */
  close(): Promise<void>;
}

/**
 * Starts a simulator in this process.
 *
 * @throws {Error} when the port cannot be had.
 */
export async function startSimulator(config: Config): Promise<Simulator> {
  const slots = new Slots(config.MODEL_MAX_CONCURRENT);
  const stats = new Stats(slots);
  const compute = config.WORKER_THREADS === 0
    ? computeInline
    : new WorkerCompute(config.WORKER_THREADS);
  const faults = config.FAULTS ? new FaultDesk() : undefined;
  const model = {
    bodies: new BodyPool(),
    slots,
    compute,
    latency: new LatencyModel(latencyParametersOf(config), seededRandom(config.MODEL_SEED)),
    stats,
    defaultCpuPasses: config.CPU_PASSES,
    maxBodyBytes: config.MAX_BODY_BYTES,
  };
  const server = new Server({
    handle: createRoutes(model, faults),
    connectionFault: () => faults?.forConnection(),
    onConnections: (open) => stats.openConnections = open,
  });
  const url = await server.listen(config.HOST, config.PORT).catch(async (error) => {
    await compute.close();
    throw error;
  });
  const stopWatching = everySample((nowMs) => stats.loopSampled(nowMs));
  const close = async () => {
    await server.close();
    stopWatching();
    await compute.close();
  };
  return { url, close };
}

function latencyParametersOf(config: Config) {
  return {
    delayMs: config.MODEL_DELAY_MS,
    jitterSigma: config.MODEL_JITTER_SIGMA,
    longtailProbability: config.MODEL_LONGTAIL_PROB,
    longtailMultiplier: config.MODEL_LONGTAIL_MULT,
    batchWaitMaxMs: config.MODEL_BATCH_WAIT_MAX_MS,
  };
}
