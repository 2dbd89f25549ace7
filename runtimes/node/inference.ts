import { connect } from "node:http2";
import type { Clock } from "@stt-bench/core";
import { Http2Transport } from "@stt-bench/gateway";
import type { InferenceEndpoint, InferenceTransport } from "@stt-bench/gateway";

/** Posts with `node:http2` over cleartext HTTP/2 with prior knowledge. */
export function openHttp2Transport(endpoint: InferenceEndpoint, clock: Clock): InferenceTransport {
  return new Http2Transport({ ...endpoint, connect, clock });
}
