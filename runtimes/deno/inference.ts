import { lookup } from "node:dns/promises";
import type { Clock } from "@stt-bench/core";
import { AddressTurns, FetchTransport, OutageGuard, TRACEPARENT_HEADER } from "@stt-bench/gateway";
import type { InferenceEndpoint, InferenceTransport } from "@stt-bench/gateway";
import { connectInTurns, openTunedTransport as openTransport } from "@stt-bench/tuned";
import { connect } from "./tcp_socket.ts";

/**
 * `fetch` doesn't say how many streams a server allows. Servers allow 100 or more (RFC 9113 §6.5.2
 * asks for that); beyond them another connection costs less than the wait for a stream.
 */
const STREAMS_PER_CONNECTION = 100;

/** Posts with `fetch` over cleartext HTTP/2 with prior knowledge. */
export function openFetchTransport(endpoint: InferenceEndpoint, clock: Clock): InferenceTransport {
  const { url, headers, connections } = endpoint;
  const request = new Request(url, { method: "POST", headers, redirect: "manual" });
  const transport = new FetchTransport({
    connections,
    streamsPerConnection: STREAMS_PER_CONNECTION,
    openClient() {
      const client = Deno.createHttpClient({ http1: false, http2: true });
      return (body, signal, traceparent) =>
        fetch(request, {
          body: body as BodyInit,
          signal,
          client,
          ...(traceparent && { headers: { ...headers, [TRACEPARENT_HEADER]: traceparent } }),
        });
    },
  });
  return new OutageGuard({ transport, clock });
}

/** Posts over our own HTTP/2, on a raw TCP socket. */
export function openTunedTransport(endpoint: InferenceEndpoint, clock: Clock): InferenceTransport {
  return openTransport(connectInTurns(connect, openTurns()), endpoint, clock);
}

function openTurns(): AddressTurns {
  return new AddressTurns((hostname) => lookup(hostname, { all: true }));
}
