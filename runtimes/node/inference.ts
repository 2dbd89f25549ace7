import { lookup } from "node:dns/promises";
import { connect as connectHttp2 } from "node:http2";
import type { Clock } from "@stt-bench/core";
import { AddressTurns, Http2Transport } from "@stt-bench/gateway";
import type { InferenceEndpoint, InferenceTransport } from "@stt-bench/gateway";
import { connectInTurns, openTunedTransport as openTransport } from "@stt-bench/tuned";
import { connect } from "./tcp_socket.ts";

/** Posts with `node:http2` over cleartext HTTP/2 with prior knowledge. */
export function openHttp2Transport(endpoint: InferenceEndpoint, clock: Clock): InferenceTransport {
  return new Http2Transport({ ...endpoint, connect: connectHttp2, turns: openTurns(), clock });
}

/** Posts over our own HTTP/2, on a raw TCP socket. */
export function openTunedTransport(endpoint: InferenceEndpoint, clock: Clock): InferenceTransport {
  return openTransport(connectInTurns(connect, openTurns()), endpoint, clock);
}

/** Turns at the addresses of the model, as the system resolves its name. */
export function openTurns(): AddressTurns {
  return new AddressTurns((hostname) => lookup(hostname, { all: true }));
}
