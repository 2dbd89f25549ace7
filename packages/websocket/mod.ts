/**
 * WebSocket (RFC 6455) without I/O, for servers and clients: bytes in, events and bytes out. The
 * owner reads and writes the socket, and keeps the time; this package knows neither.
 *
 * A server reads a request with a {@linkcode HeadReader}, judges it with {@linkcode checkUpgrade},
 * writes {@linkcode upgradeResponse}, and from then on feeds a {@linkcode WebSocketConnection}:
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { checkUpgrade, HeadReader, parseRequestHead, upgradeResponse, WebSocketConnection } from "@stt-bench/websocket";
 *
 * const request = "GET /echo HTTP/1.1\r\nHost: example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
 *   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
 * const written: Uint8Array[] = [];
 * const write = (bytes: Uint8Array) => void written.push(bytes.slice());
 *
 * const result = new HeadReader(parseRequestHead).push(new TextEncoder().encode(request));
 * if (result.state !== "complete") throw new Error(result.state);
 * const { headers } = result.head;
 * assertEquals(checkUpgrade((name) => headers.get(name)), undefined);
 * write(upgradeResponse(headers.get("sec-websocket-key")!));
 *
 * const connection = new WebSocketConnection({
 *   role: "server",
 *   maxMessageBytes: 8192,
 *   events: {
 *     write,
 *     text: (message) => connection.sendText(message.toUpperCase()),
 *     binary: () => connection.close(1003, "Expected text"),
 *     closed: () => {}, // end the TCP connection
 *     failed: () => {},
 *   },
 * });
 * // A masked "Hello", RFC 6455 §5.7.
 * connection.receive(Uint8Array.of(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58));
 * assertEquals(new TextDecoder().decode(written[1]!.subarray(2)), "HELLO");
 * ```
 *
 * A client sends {@linkcode upgradeRequest}, reads the answer with
 * `new HeadReader(parseResponseHead)`, and judges it with {@linkcode checkUpgradeResponse}.
 *
 * Bytes take one of two ways through a connection. The complete path (`frame/frame_reader.ts`) does
 * all of RFC 6455, for bytes cut anywhere. The fast path (`frame/fixed_frames.ts`) is for a server
 * that gets many whole binary messages of one size: it unmasks them straight into memory that a
 * {@linkcode FixedFrameSink} offers. No subprotocol and no extension is negotiated.
 *
 * @module
 */
export type { ConnectionEvents } from "./connection_events.ts";
export { NO_STATUS } from "./frame/close_payload.ts";
export type { FixedFrameRoom, FixedFrameSink } from "./frame/fixed_frames.ts";
export { acceptKey } from "./handshake/accept_key.ts";
export { checkUpgrade } from "./handshake/check_upgrade.ts";
export type { UpgradeProblem, UpgradeRefusal } from "./handshake/check_upgrade.ts";
export { checkUpgradeResponse } from "./handshake/check_upgrade_response.ts";
export type {
  Head,
  HeaderReader,
  MalformedHead,
  RequestHead,
  ResponseHead,
} from "./handshake/head.ts";
export { HeadReader } from "./handshake/head_reader.ts";
export type { HeadLimits, HeadResult } from "./handshake/head_reader.ts";
export { parseRequestHead } from "./handshake/parse_request_head.ts";
export { parseResponseHead } from "./handshake/parse_response_head.ts";
export { createKey, upgradeRequest } from "./handshake/upgrade_request.ts";
export type { UpgradeRequest } from "./handshake/upgrade_request.ts";
export { upgradeResponse } from "./handshake/upgrade_response.ts";
export { WebSocketConnection } from "./web_socket_connection.ts";
export type { ConnectionOptions, ConnectionState } from "./web_socket_connection.ts";
