import { connect } from "node:http2";
import { Http2Transport, systemClock } from "@stt-bench/gateway";
import type { InferenceEndpoint, InferenceTransport } from "@stt-bench/gateway";

/** Posts with `node:http2` over cleartext HTTP/2 with prior knowledge. */
export function openHttp2Transport(endpoint: InferenceEndpoint): InferenceTransport {
  return new Http2Transport({ ...endpoint, connect, clock: systemClock });
}
