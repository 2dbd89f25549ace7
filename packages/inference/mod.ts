/**
 * The inference simulator: one HTTP service that stands in for a GPU speech model. The numbers that
 * it answers are deterministic (`computeAnswer` of `@stt-bench/protocol`), its latency is random in
 * a realistic way, and on request it fails in all the ways that a gateway must survive.
 *
 * `main.ts` runs it as a program; a test can have one in its own process (on Node and Bun):
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { LatencyModel, readConfig, seededRandom, startSimulator } from "@stt-bench/inference";
 *
 * async function withSimulator(use: (url: string) => Promise<void>) {
 *   const simulator = await startSimulator(readConfig({ PORT: "0", MODEL_DELAY_MS: "10" }));
 *   try {
 *     await use(simulator.url);
 *   } finally {
 *     await simulator.close();
 *   }
 * }
 *
 * const model = new LatencyModel({
 *   delayMs: 75, jitterSigma: 0, longtailProbability: 0, longtailMultiplier: 1, batchWaitMaxMs: 0,
 * }, seededRandom(1));
 * assertEquals(model.nextMs(), 75);
 * ```
 *
 * A request goes through `server.ts` (which protocol?), `exchange.ts` (one interface
 * for both), `routes.ts`, and `inference_request.ts` (body → slot → compute → wait → answer).
 *
 * @module
 */
export * from "./config.ts";
export * from "./faults/fault.ts";
export * from "./latency_model.ts";
export * from "./random.ts";
export * from "./simulator.ts";
export type { Percentiles } from "./percentiles.ts";
export type { ErrorCounts, StatsReport } from "./stats.ts";
