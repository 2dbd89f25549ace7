/**
 * HTTP/2 (RFC 9113) for a client that posts bodies of equal units to one service, without I/O: bytes
 * come in, bytes and results go out. HPACK (RFC 7541) is included.
 *
 * @module
 */
export { ClientConnection } from "./client_connection.ts";
export type { ClientConnectionOptions } from "./client_connection.ts";
export type { ConnectionEvents } from "./connection_events.ts";
export type { ExchangeResult, ResponseHandler } from "./exchange_result.ts";
export { RequestLayout } from "./request_layout.ts";
export type { RequestLayoutOptions } from "./request_layout.ts";
