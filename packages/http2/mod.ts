/**
 * HTTP/2 (RFC 9113) for a client that posts bodies of equal units to one service, many a second, over
 * cleartext with prior knowledge. It does no I/O: bytes come in, bytes and results go out. HPACK
 * (RFC 7541) is included.
 *
 * A {@linkcode RequestLayout} says where the units of a body lie in memory that is the whole request,
 * frame headers included. A {@linkcode ClientConnection} posts such memory as it is and reads the
 * answers where they lie:
 *
 * ```ts
 * import { connect } from "node:net";
 * import { assertEquals } from "@std/assert";
 * import { ClientConnection, type ExchangeResult, RequestLayout } from "@stt-bench/http2";
 *
 * const layout = new RequestLayout({ authority: "model:9000", path: "/infer", unitBytes: 640 });
 *
 * function post(units: readonly Uint8Array[]): Promise<ExchangeResult> {
 *   const bytes = new Uint8Array(layout.byteLength(units.length));
 *   for (const [index, unit] of units.entries()) bytes.set(unit, layout.frameOffset(index));
 *   return new Promise((resolve) => {
 *     const socket = connect(9000, "model");
 *     const onEnd = (result: ExchangeResult) => {
 *       resolve(result);
 *       connection.close();
 *     };
 *     const connection = new ClientConnection({
 *       layout,
 *       events: {
 *         write(bytes) {
 *           socket.write(bytes, () => socket.writableLength === 0 && connection.drained());
 *           return socket.writableLength === 0;
 *         },
 *         room: () => void connection.post(bytes, units.length, { onEnd }),
 *         gone: (message) => resolve({ outcome: "lost", message }),
 *         over: () => socket.end(),
 *       },
 *     });
 *     socket.on("connect", () => connection.start());
 *     socket.on("data", (bytes: Uint8Array) => connection.receive(bytes));
 *     socket.on("error", (error) => connection.receiveEnd(error.message));
 *     socket.on("close", () => connection.receiveEnd());
 *   });
 * }
 *
 * assertEquals(layout.frameOffset(1) - layout.frameOffset(0), 640);
 * assertEquals(layout.frameOffset(25) % 4, 0);
 * ```
 *
 * Bytes from the server go through `frame_reader.ts` (frames out of pieces), `frame_dispatcher.ts` (may
 * it come now?), then `control_frames.ts` or `response_receiver.ts`, which hands HEADERS to
 * `header_block_reader.ts` (HPACK) and what it finds to the `exchange.ts` of its stream. Requests go
 * through `streams.ts` and `request_sender.ts`, which knows the windows.
 *
 * What it trusts the server with is bounded: the length of frames, header blocks, bodies and the
 * number of frames that bring nothing. What it doesn't do: TLS, priorities, push, bodies of requests
 * that do not lie in a layout, time-outs (the owner has the clock), reconnecting.
 *
 * A request of 32 kB and its answer of 150 bytes cost some 1 µs without their system calls
 * (`connection_bench.ts`).
 *
 * @module
 */
export { ClientConnection } from "./client_connection.ts";
export type { ClientConnectionOptions } from "./client_connection.ts";
export type { ConnectionEvents } from "./connection_events.ts";
export type { ExchangeResult, ResponseHandler } from "./exchange_result.ts";
export { RequestLayout } from "./request/request_layout.ts";
export type { RequestLayoutOptions } from "./request/request_layout.ts";
export type { OptionalField, RequestHeadersOptions } from "./request/request_headers.ts";
