import type { Clock } from "@stt-bench/core";
import { ConnectionPool, TRACEPARENT_BYTES, TRACEPARENT_HEADER } from "@stt-bench/gateway";
import type { InferenceEndpoint, InferenceTransport } from "@stt-bench/gateway";
import { RequestLayout } from "@stt-bench/http2";
import { FRAME_BYTES } from "@stt-bench/protocol";
import { InferenceConnection } from "./inference_connection.ts";
import type { Connect } from "./tcp_socket.ts";

const DEFAULT_HTTP_PORT = 80;

/** Posts over our own HTTP/2, on sockets that `connect` makes. */
export function openTunedTransport(
  connect: Connect,
  { url, headers, connections, tickMs }: InferenceEndpoint,
  clock: Clock,
): InferenceTransport {
  const layout = new RequestLayout({
    authority: url.host,
    path: url.pathname + url.search,
    headers,
    optionalField: { name: TRACEPARENT_HEADER, valueBytes: TRACEPARENT_BYTES },
    unitBytes: FRAME_BYTES,
  });
  const address = {
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || DEFAULT_HTTP_PORT,
  };
  return new ConnectionPool({
    clock,
    connections,
    layout,
    open(events) {
      const connection = new InferenceConnection({ layout, clock, tickMs, events });
      connect(address, connection);
      return connection;
    },
  });
}
