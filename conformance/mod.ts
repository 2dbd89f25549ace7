/**
 * Black-box conformance of a gateway, in any language: what it says and does over the network, and
 * nothing else.
 *
 * A {@linkcode Case} is one claim with the rule behind it. It gets a {@linkcode Gateway}, which
 * opens connections with this package's own small WebSocket client. The client can send wrong
 * bytes, is strict about what it receives, and shares no code with the gateways.
 *
 * ```ts
 * import { cases, createReport, runCases } from "@stt-bench/conformance";
 *
 * const url = "ws://127.0.0.1:3000/ws/stt";
 * const results = await runCases(cases, { url, flushIntervalMs: 1000 });
 * const { verdict } = createReport(url, "wire", results);
 * ```
 *
 * @module
 */
export { demandBalance } from "./accounts.ts";
export type { Case, Profile } from "./case.ts";
export { cases } from "./cases/mod.ts";
export { expectClose } from "./cases/expect_close.ts";
export * from "./client/encode_frame.ts";
export { encodeRequest, upgradeFields } from "./client/handshake.ts";
export type { Fields } from "./client/handshake.ts";
export { HttpExchange } from "./client/http_exchange.ts";
export { isSendable } from "./client/is_sendable.ts";
export { PATIENCE_MS, WebSocketClient } from "./client/web_socket_client.ts";
export type { ClientEvent } from "./client/web_socket_client.ts";
export { Gateway } from "./gateway.ts";
export type { Request, Target } from "./gateway.ts";
export { parseSamples, sampleValue } from "./parse_samples.ts";
export { createReport } from "./report.ts";
export type { Report } from "./report.ts";
export { runCases } from "./run_cases.ts";
export type { CaseResult, RunOptions } from "./run_cases.ts";
export { delay, Session } from "./session.ts";
export type { Received } from "./session.ts";
export { Simulator } from "./simulator.ts";
export type { Fault } from "./simulator.ts";
export { demand, demandEqual, Skip, Violation } from "./violation.ts";
