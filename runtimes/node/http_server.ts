import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Gateway, ListenOptions } from "@stt-bench/gateway";

/** How much later than it is due a slow client may be cut; by default Node looks every 30 s. */
const MAX_LATENESS_MS = 1000;

/** Who answers the requests of a server, and which of them may be upgraded. */
export interface RequestHandlers {
  readonly onRequest: RequestListener;
  readonly shouldUpgradeCallback: (request: Parameters<RequestListener>[0]) => boolean;
}

/**
 * Node's HTTP server, with TLS or without, and with the bounds of a gateway: how long the head of a
 * request may take to come, the first one or the next, and how many connections there may be.
 */
export function createHttpServer(
  { connections }: Gateway,
  { handshakeTimeoutMs, tls }: Pick<ListenOptions, "handshakeTimeoutMs" | "tls">,
  { onRequest, shouldUpgradeCallback }: RequestHandlers,
): Server {
  const options = {
    headersTimeout: handshakeTimeoutMs,
    requestTimeout: handshakeTimeoutMs,
    keepAliveTimeout: handshakeTimeoutMs,
    connectionsCheckingInterval: Math.min(handshakeTimeoutMs, MAX_LATENESS_MS),
    shouldUpgradeCallback,
  };
  const server = tls
    ? createTlsServer({ ...options, ...tls, handshakeTimeout: handshakeTimeoutMs }, onRequest)
    : createServer(options, onRequest);
  server.maxConnections = connections.max;
  server.on(
    "drop",
    () => connections.turnAway(`expected at most ${connections.max} connections, got another`),
  );
  return server;
}
