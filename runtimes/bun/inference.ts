import { connect } from "node:http2";
import type { Clock } from "@stt-bench/core";
import { FetchTransport, Http2Transport } from "@stt-bench/gateway";
import type { InferenceEndpoint, InferenceTransport } from "@stt-bench/gateway";

/** Posts with `node:http2` over cleartext HTTP/2 with prior knowledge. */
export function openHttp2Transport(endpoint: InferenceEndpoint, clock: Clock): InferenceTransport {
  return new Http2Transport({ ...endpoint, connect, clock });
}

/**
 * Posts with `fetch` over HTTP/1.1: on `http://` Bun 1.4 has no HTTP/2. A connection for each request
 * in flight, out of Bun's own pool, whatever `connections` says.
 */
export function openFetchTransport({ url, headers }: InferenceEndpoint): InferenceTransport {
  const request = new Request(url, { method: "POST", headers, redirect: "manual" });
  return new FetchTransport({
    connections: 1,
    streamsPerConnection: Infinity,
    openClient: () => (body, signal) => fetch(request, { body: body as BodyInit, signal }),
  });
}
