import { lookup } from "node:dns/promises";
import type { Clock } from "@stt-bench/core";
import {
  AddressTurns,
  FetchTransport,
  OutageGuard,
  TRACEPARENT_HEADER,
  TurningClient,
} from "@stt-bench/gateway";
import type { InferenceEndpoint, InferenceTransport } from "@stt-bench/gateway";
import { connectInTurns, openTunedTransport as openTransport } from "@stt-bench/tuned";
import { connect } from "./tcp_socket.ts";

/**
 * `fetch` doesn't say how many streams a server allows. Servers allow 100 or more (RFC 9113 §6.5.2
 * asks for that); beyond them another connection costs less than the wait for a stream.
 */
const STREAMS_PER_CONNECTION = 100;

const DEFAULT_HTTP_PORT = 80;

/** Posts with `fetch` over cleartext HTTP/2 with prior knowledge. */
export function openFetchTransport(endpoint: InferenceEndpoint, clock: Clock): InferenceTransport {
  const { url, headers, connections } = endpoint;
  const request = new Request(url, { method: "POST", headers, redirect: "manual" });
  const turns = openTurns();
  const { hostname } = url;
  const port = Number(url.port) || DEFAULT_HTTP_PORT;
  const createClient = (address?: string) =>
    Deno.createHttpClient({
      http1: false,
      http2: true,
      // Not a proxy at all: where to connect to, whatever the URL says.
      ...(address && { proxy: { transport: "tcp", hostname: address, port } }),
    });
  const transport = new FetchTransport({
    connections,
    streamsPerConnection: STREAMS_PER_CONNECTION,
    openClient() {
      const turning = new TurningClient({
        create: createClient,
        close: (client) => client.close(),
        hostname,
        turns,
        clock,
      });
      return async (body, signal, traceparent) => {
        const client = turning.current;
        try {
          return await fetch(request, {
            body: body as BodyInit,
            signal,
            client,
            ...(traceparent && { headers: { ...headers, [TRACEPARENT_HEADER]: traceparent } }),
          });
        } catch (error) {
          if (!signal.aborted) turning.failed(client);
          throw error;
        }
      };
    },
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
