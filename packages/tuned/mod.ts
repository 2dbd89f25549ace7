/**
 * The tuned gateway without a runtime: sessions on raw TCP, by our own WebSocket and HTTP/2, with
 * reads that wait until they are worth it. A runtime adds a {@linkcode TcpSocket} for connections that
 * it accepts ({@linkcode TunedServer}) and makes ({@linkcode openTunedTransport}).
 *
 * Why it is cheaper than a runtime's own WebSocket: the cost of a session lies in system calls and
 * wake-ups, 50 frames a second, not in JavaScript. Here the frames of half a second wait in the
 * kernel and come with one read ({@linkcode DeferredReads}); a frame is unmasked into the very memory
 * that is posted; and what many sessions need in the same moment shares one wake-up
 * ({@linkcode TickClock}).
 *
 * ```ts ignore
 * import { Gateway, systemClock } from "@stt-bench/gateway";
 * import { TickClock, TunedServer } from "@stt-bench/tuned";
 *
 * const clock = new TickClock({ clock: systemClock, tickMs: 20 });
 * const gateway = new Gateway({ clock, inference, settings: {}, maxSessions: 1000, build });
 * const server = new TunedServer(gateway, {
 *   clock,
 *   maxMessageBytes: 8192,
 *   handshakeTimeoutMs: 10_000,
 *   readIntervalMs: 500,
 * });
 * // For each connection: report what happens on `socket` to what this returns.
 * const events = server.accept(socket, { hostname: "192.0.2.1", port: 4711 });
 * ```
 *
 * @module
 */
export * from "./connect_in_turns.ts";
export * from "./deferred_reads.ts";
export * from "./open_tuned_transport.ts";
export * from "./tcp_socket.ts";
export * from "./tick_clock.ts";
export * from "./tick_timers.ts";
export * from "./tuned_server.ts";
