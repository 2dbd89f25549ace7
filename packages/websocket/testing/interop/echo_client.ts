import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { checkUpgradeResponse } from "../../handshake/check_upgrade_response.ts";
import { HeadReader } from "../../handshake/head_reader.ts";
import { parseResponseHead } from "../../handshake/parse_response_head.ts";
import { createKey, upgradeRequest } from "../../handshake/upgrade_request.ts";
import { WebSocketConnection } from "../../web_socket_connection.ts";
import { toHex } from "../encode_frame.ts";
import type { Recorded } from "../recorded_connection.ts";

/** A client made of this package. */
export interface EchoClient {
  readonly connection: WebSocketConnection;
  /** What came, in order. */
  readonly recorded: readonly Recorded[];
  /** Resolves when `recorded` has `count` entries. */
  received(count: number): Promise<void>;
}

/** Connects to the server on `port` of this machine, and opens a WebSocket. */
export async function connectClient(port: number): Promise<EchoClient> {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  const rest = await shakeHands(socket, `127.0.0.1:${port}`);
  const recorded: Recorded[] = [];
  let wake = () => {};
  const add = (event: Recorded) => {
    recorded.push(event);
    wake();
  };
  const connection = new WebSocketConnection({
    role: "client",
    maxMessageBytes: 1 << 20,
    events: {
      write: (bytes) => socket.write(bytes.slice()),
      text: (message) => add(["text", message]),
      binary: (message) => add(["binary", toHex(message)]),
      pong: (payload) => add(["pong", toHex(payload)]),
      closed: (code) => add(["closed", code]),
      failed: (code) => add(["failed", code]),
    },
  });
  socket.on("data", (chunk: Uint8Array) => connection.receive(chunk));
  connection.receive(rest);
  const received = async (count: number) => {
    while (recorded.length < count) await new Promise<void>((resolve) => wake = resolve);
  };
  return { connection, recorded, received };
}

/** Returns what followed the server's answer. */
async function shakeHands(socket: Socket, host: string): Promise<Uint8Array> {
  const key = createKey();
  socket.write(upgradeRequest({ host, target: "/", key }));
  const reader = new HeadReader(parseResponseHead);
  for (;;) {
    const [chunk] = await once(socket, "data");
    const result = reader.push(chunk);
    if (result.state === "malformed") throw new Error(result.message);
    if (result.state === "incomplete") continue;
    const problem = checkUpgradeResponse(result.head, key);
    if (problem !== undefined) throw new Error(problem);
    return result.rest;
  }
}
