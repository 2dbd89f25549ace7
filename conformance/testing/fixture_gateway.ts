import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { MAX_MESSAGE_BYTES, STT_PATH } from "@stt-bench/protocol";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { fixtureMetrics } from "./fixture_metrics.ts";
import { FixtureSession } from "./fixture_session.ts";
import type { FixtureSettings } from "./fixture_session.ts";
import type { Flaws } from "./flaws.ts";

/** Paths besides the WebSocket endpoint, and their bodies. */
const PAGES: Readonly<Record<string, string>> = {
  "/health": "ok\n",
  "/ready": "ready\n",
  "/metrics": fixtureMetrics,
};

/**
 * A gateway made of npm's `ws`, as small as can be: the suite must pass it, and each case must fail
 * it once it has the right flaw.
 */
export class FixtureGateway {
  readonly #server: Server;
  readonly #webSockets: WebSocketServer;
  readonly #sessions = new Set<FixtureSession>();
  readonly #sockets = new Set<Duplex>();
  readonly #flaws: Flaws;
  readonly #settings: FixtureSettings;

  constructor(settings: FixtureSettings, flaws: Flaws = {}) {
    this.#settings = settings;
    this.#flaws = flaws;
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      handleProtocols: () => false,
      autoPong: false,
      maxPayload: flaws.maxMessageBytes ?? MAX_MESSAGE_BYTES,
      skipUTF8Validation: flaws.takesAnyText ?? false,
    });
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server.on("connection", (socket: Duplex) => {
      this.#sockets.add(socket.on("error", () => {}));
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  /** Listens on a free port; gives the URL of its endpoint. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}${STT_PATH}`;
  }

  /** Cuts every connection and stops listening. */
  async close(): Promise<void> {
    for (const session of this.#sessions) session.end();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "";
    const isKnown = path in PAGES || path === STT_PATH;
    const right = !isKnown ? 404 : request.method !== "GET" ? 405 : path in PAGES ? 200 : 426;
    const status = this.#flaws.status?.(right, request) ?? right;
    response.setHeader("Content-Type", "text/plain; version=0.0.4");
    if (status === 426) response.setHeader("Upgrade", "websocket");
    response.writeHead(status).end(this.#flaws.body ?? PAGES[path] ?? "");
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const right = refusalOf(request);
    const status = this.#flaws.status?.(right, request) ?? right;
    if (status !== 101) {
      const version = status === 426 ? "Sec-WebSocket-Version: 13\r\n" : "";
      socket.end(`HTTP/1.1 ${status} Refused\r\n${version}Content-Length: 0\r\n\r\n`);
      return;
    }
    request.headers["sec-websocket-version"] = "13";
    if (right === 400) request.headers["sec-websocket-key"] = "AAAAAAAAAAAAAAAAAAAAAA==";
    this.#bend(socket);
    this.#webSockets.handleUpgrade(request, socket, head, (ws) => this.#open(ws, socket));
  }

  #open(webSocket: WebSocket, socket: Duplex): void {
    const session = new FixtureSession(webSocket, socket, this.#settings, this.#flaws);
    this.#sessions.add(session);
    webSocket.on("close", (code) => {
      this.#sessions.delete(session);
      if (code === 1006 && this.#flaws.diesOfReset) void this.close();
    });
  }

  /** Gives `socket` the flaws that lie below `ws`. */
  #bend(socket: Duplex): void {
    const { head, input, lingers } = this.#flaws;
    if (head) {
      // `ws` writes the head of the response first.
      const write = socket.write.bind(socket);
      socket.write = (text: string) => {
        socket.write = write;
        return write(head(text));
      };
    }
    if (input) {
      const emit = socket.emit.bind(socket);
      socket.emit = (event: string, ...args: unknown[]) =>
        emit(event, ...(event === "data" ? [input(args[0] as Uint8Array)] : args));
    }
    if (lingers) socket.end = () => socket;
  }
}

function refusalOf({ url, method, headers }: IncomingMessage): number {
  if (url?.replace(/^http:\/\/[^/]+/, "") !== STT_PATH) return 404;
  if (method !== "GET") return 405;
  if (headers["sec-websocket-version"] !== "13") return 426;
  return /^[A-Za-z0-9+/]{22}==$/.test(headers["sec-websocket-key"] ?? "") ? 101 : 400;
}
