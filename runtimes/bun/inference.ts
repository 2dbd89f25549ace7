import { lookup } from "node:dns/promises";
import { connect as connectHttp2 } from "node:http2";
import type { Clock } from "@stt-bench/core";
import {
  AddressTurns,
  FetchTransport,
  Http2Transport,
  OutageGuard,
  TRACEPARENT_HEADER,
} from "@stt-bench/gateway";
import type { InferenceEndpoint, InferenceTransport } from "@stt-bench/gateway";
import { connectInTurns, openTunedTransport as openTransport } from "@stt-bench/tuned";
import { connect } from "./tcp_socket.ts";

/** Posts with `node:http2` over cleartext HTTP/2 with prior knowledge. */
export function openHttp2Transport(endpoint: InferenceEndpoint, clock: Clock): InferenceTransport {
  return new Http2Transport({ ...endpoint, connect: connectHttp2, turns: openTurns(), clock });
}

/**
 * Posts with `fetch` over HTTP/1.1: on `http://` Bun 1.4 has no HTTP/2. A connection for each request
 * in flight, out of Bun's own pool, whatever `connections` says.
 */
export function openFetchTransport(
  { url, headers }: InferenceEndpoint,
  clock: Clock,
): InferenceTransport {
  const request = new Request(url, { method: "POST", headers, redirect: "manual" });
  const transport = new FetchTransport({
    connections: 1,
    streamsPerConnection: Infinity,
    openClient: () => (body, signal, traceparent) =>
      fetch(request, {
        body: body as BodyInit,
        signal,
        ...(traceparent && { headers: { ...headers, [TRACEPARENT_HEADER]: traceparent } }),
      }),
  });
  return new OutageGuard({ transport, clock });
}

/** Posts over our own HTTP/2, on a raw TCP socket. */
export function openTunedTransport(endpoint: InferenceEndpoint, clock: Clock): InferenceTransport {
  return openTransport(connectInTurns(connect, openTurns()), endpoint, clock);
}

/** Turns at the addresses of the model, as the system resolves its name. */
export function openTurns(): AddressTurns {
  return new AddressTurns((hostname) => lookup(hostname, { all: true }));
}
