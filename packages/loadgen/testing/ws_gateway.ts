import { createServer as createHttpServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { partialOf } from "./messages.ts";

const FLUSH_MS = 200;

/** A correct gateway made of npm's `ws`, which flushes five times a second. */
export interface WsGateway {
  /** Its WebSocket URL. */
  readonly url: string;
  /** Cuts all connections and listens no more. */
  kill(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a gateway on a free port, on `server` where that is given. */
export async function startWsGateway(server: Server = createHttpServer()): Promise<WsGateway> {
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on("connection", serve);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const scheme = "setSecureContext" in server ? "wss" : "ws";
  const kill = () => {
    for (const client of sockets.clients) client.terminate();
    server.close();
  };
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/ws/stt`,
    kill,
    async [Symbol.asyncDispose]() {
      kill();
      if (server.listening) await once(server, "close");
    },
  };
}

function serve(socket: WebSocket): void {
  let seq = 0;
  let frames: Uint8Array[] = [];
  const timer = setInterval(() => {
    if (frames.length === 0) return;
    const pcm = Uint8Array.from(frames.flatMap((frame) => [...frame]));
    const oldest = seq - frames.length + 1;
    frames = [];
    socket.send(partialOf({ oldest, newest: seq, samples: new Int16Array(pcm.buffer) }));
  }, FLUSH_MS);
  socket.on("message", (data: Uint8Array, isBinary) => {
    if (!isBinary) return;
    seq++;
    frames.push(Uint8Array.from(data));
  });
  socket.on("close", () => clearInterval(timer)).on("error", () => {});
}
