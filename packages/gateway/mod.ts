/**
 * What the gateways of all runtimes share: configuration, HTTP routes, metrics, logs, the inference
 * client, and the life of the process. A runtime adds a {@linkcode Variant}: a clock, its inference
 * transports, and a function that turns its WebSockets into sessions.
 *
 * With `WORKERS` > 1 the program is the parent of that many processes, which share the port: it
 * starts one again that has died, and sums what all have counted. `/metrics` and `/ready` are about
 * the whole gateway on the shared port, too, as a client cannot choose which process it reaches.
 *
 * ```ts
 * import { Gateway, InferenceClient, systemClock } from "@stt-bench/gateway";
 *
 * const inference = new InferenceClient({
 *   clock: systemClock,
 *   timeoutMs: 2000,
 *   maxPauseMs: 60_000,
 *   transport: {
 *     post(_batch, handler) {
 *       queueMicrotask(() => handler.onEnd({ outcome: "lost", message: "no model here" }));
 *       return { cancel() {} };
 *     },
 *   },
 * });
 * const gateway = new Gateway({
 *   clock: systemClock,
 *   inference,
 *   settings: { flushIntervalMs: 500 },
 *   maxSessions: 100,
 *   build: { runtime: "deno", version: "2.9.6", variant: "deno", inference_client: "none", inference_protocol: "none" },
 * });
 * const response = await gateway.app.request("/ready"); // 200
 * ```
 *
 * @module
 */
export { systemClock } from "@stt-bench/core";
export * from "./access_tokens.ts";
export * from "./address_turns.ts";
export * from "./admission.ts";
export * from "./app.ts";
export * from "./build_info.ts";
export * from "./connection_pool.ts";
export * from "./fetch_transport.ts";
export * from "./gateway.ts";
export * from "./gateway_numbers.ts";
export * from "./http2_transport.ts";
export * from "./inference_client.ts";
export * from "./inference_transport.ts";
export * from "./metrics.ts";
export * from "./outage_guard.ts";
export * from "./pooled_connection.ts";
export * from "./probe.ts";
export * from "./run_gateway.ts";
export * from "./socket_limits.ts";
export * from "./trusted_proxies.ts";
export * from "./turning_client.ts";
export * from "./variant.ts";
