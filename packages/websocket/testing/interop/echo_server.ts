import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { WebSocketConnection } from "../../web_socket_connection.ts";
import { checkUpgrade } from "../../handshake/check_upgrade.ts";
import { HeadReader } from "../../handshake/head_reader.ts";
import { parseRequestHead } from "../../handshake/parse_request_head.ts";
import { upgradeResponse } from "../../handshake/upgrade_response.ts";

/** Payloads of this size come by the fast path. */
const FIXED_BYTES = 640;

/** An echo server made of this package. */
export interface EchoServer extends AsyncDisposable {
  readonly url: string;
  /** How connections ended, in order. */
  readonly ends: readonly string[];
  /** Messages that came by the fast path. */
  readonly fixedFrames: number;
}

/** Listens on a free port. It echoes messages; the text "close" makes it close with 4001. */
export async function startEchoServer(): Promise<EchoServer> {
  const ends: string[] = [];
  let fixedFrames = 0;
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    const open = () => openConnection(socket, () => fixedFrames++, (end) => ends.push(end));
    readRequest(socket, open);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ends,
    get fixedFrames() {
      return fixedFrames;
    },
    async [Symbol.asyncDispose]() {
      await once(server.close(), "close");
    },
  };
}

function readRequest(socket: Socket, open: () => WebSocketConnection): void {
  const reader = new HeadReader(parseRequestHead);
  let connection: WebSocketConnection | undefined;
  socket.on("data", (chunk: Uint8Array) => {
    if (connection !== undefined) return void connection.receive(chunk);
    const result = reader.push(chunk);
    if (result.state === "incomplete") return;
    if (result.state === "malformed") throw new Error(result.message);
    const { headers } = result.head;
    const refusal = checkUpgrade((name) => headers.get(name));
    if (refusal !== undefined) throw new Error(refusal.message);
    socket.write(upgradeResponse(headers.get("sec-websocket-key")!));
    connection = open();
    connection.receive(result.rest);
  });
}

function openConnection(
  socket: Socket,
  countFixed: () => void,
  ended: (how: string) => void,
): WebSocketConnection {
  const words = new Uint32Array(FIXED_BYTES / 4);
  const room = { words, writeOffset: 0 };
  const end = (how: string, code: number, reason: string) => {
    ended(`${how} ${code} ${reason}`);
    socket.end();
  };
  const connection = new WebSocketConnection({
    role: "server",
    maxMessageBytes: 1 << 20,
    events: {
      write: (bytes) => socket.write(bytes.slice()),
      text: (message) => {
        if (message === "close") connection.close(4001, "bye");
        else connection.sendText(message);
      },
      binary: (message) => connection.sendBinary(message),
      closed: (code, reason) => end("closed", code, reason),
      failed: (code, reason) => end("failed", code, reason),
    },
    frames: {
      payloadBytes: FIXED_BYTES,
      reserve: () => room,
      commit: () => {
        countFixed();
        connection.sendBinary(new Uint8Array(words.buffer));
      },
    },
  });
  return connection;
}
