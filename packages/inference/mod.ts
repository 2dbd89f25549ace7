/**
 * The inference simulator: one HTTP service that stands in for a GPU speech model. The numbers that
 * it answers are deterministic (`computeAnswer` of `@stt-bench/protocol`), its latency is random in
 * a realistic way, and on request it fails in all the ways that a gateway must survive.
 *
 * `main.ts` runs it as a program; a test can have one in its own process (on Node and Bun):
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { LatencyModel, readConfig, startSimulator } from "@stt-bench/inference";
 * import { seededRandom } from "@stt-bench/statistics";
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
 * - `POST /infer`, `GET /health`: the model.
 * - `GET /stats`, `POST /stats/reset`: what the simulator knows of itself ({@linkcode StatsReport}).
 * - With `FAULTS=1`, an {@linkcode AnswerFault} as JSON in the header `x-fault` strikes that request;
 *   `POST /faults` takes a {@linkcode FaultPlan} for those to come, and for HTTP/2 connections to
 *   come; `GET` lists what waits, `DELETE` forgets it.
 *
 * It runs on Node and on Bun. Bun 1.4 is the cheaper one and has holes in its HTTP/2 server: a body
 * over 1 MiB stalls, and RST_STREAM before the headers breaks the whole connection. Deno 2.9 cannot
 * serve HTTP/2 through `node:http2` (denoland/deno#36788), and `main.ts` says so. What `node:http2`
 * cannot do at all: withhold the connection's window (65 535 bytes stay), or stop granting a stream's
 * window that it has begun to grant.
 *
 * A request goes through `server.ts` (which protocol?), `exchange.ts` (one interface
 * for both), `routes.ts`, and `inference_request.ts` (body → slot → compute → wait → answer).
 *
 * @module
 */
export * from "./config.ts";
export * from "./faults/fault.ts";
export * from "./latency_model.ts";
export * from "./simulator.ts";
export type { Percentiles } from "./percentiles.ts";
export type { StatsReport } from "./stats.ts";
export type { ErrorCounts } from "./stats_window.ts";
