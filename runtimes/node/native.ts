import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { SendOutcome, Session, SessionSocket } from "@stt-bench/core";
import { MAX_UNWRITTEN_BYTES } from "@stt-bench/gateway";
import type { AdmittedClient, Gateway, Listener, ListenOptions, Remote } from "@stt-bench/gateway";
import { CloseCode, CloseReason, STT_PATH } from "@stt-bench/protocol";
import { WebSocket, WebSocketServer } from "ws";
import { createHttpServer } from "./http_server.ts";
import { listen } from "./listen.ts";

/**
 * Frames that one message may have. ws keeps an object of 180 bytes for each until the message is
 * whole: 8192 fragments of one byte, which MAX_MESSAGE_BYTES lets pass, would be 1.5 MB (ws 8.23).
 */
const MAX_FRAGMENTS = 256;

/** Serves sessions with `ws` on Node's HTTP server. */
export function serveNative(gateway: Gateway, options: ListenOptions): Promise<Listener> {
  const admitted = new WeakMap<IncomingMessage, AdmittedClient>();
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes,
    maxFragments: MAX_FRAGMENTS,
    perMessageDeflate: false,
    clientTracking: false,
    autoPong: false,
    // By default ws takes the first subprotocol that a client offers.
    handleProtocols: (_offered, request) => admitted.get(request)?.subprotocol ?? false,
  });
  const server = createHttpServer(gateway, options, {
    // What may not be upgraded goes on as an ordinary request, and the routes say why.
    shouldUpgradeCallback(request) {
      const client = admit(gateway, request);
      if (client) admitted.set(request, client);
      return client !== undefined;
    },
    onRequest: getRequestListener(
      (request, { incoming }) => gateway.app.fetch(request, { remote: remoteOf(incoming) }),
      { overrideGlobalObjects: false },
    ),
  });
  server.on("upgrade", (request, socket, head) => {
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      new NativeSocket(webSocket, gateway, admitted.get(request)!);
    });
  });
  return listen(server, gateway, options);
}

/** Whose session `request` asks for; undefined when it doesn't, or may not have one. */
function admit(gateway: Gateway, request: IncomingMessage): AdmittedClient | undefined {
  const { method, url, headers, httpVersion } = request;
  const isUpgradable = method === "GET" && httpVersion === "1.1";
  if (!isUpgradable || pathOf(url ?? "") !== STT_PATH) return undefined;
  const header = (name: string) => headers[name]?.toString();
  return gateway.judge({ header, remote: remoteOf(request) }).client;
}

/** The path that is asked for, as a rule by itself; but a whole URL is allowed (RFC 9112 §3.2.2). */
function pathOf(target: string): string | undefined {
  return target.startsWith("/") ? target.split("?")[0] : URL.parse(target)?.pathname;
}

function remoteOf({ socket }: Pick<IncomingMessage, "socket">): Remote {
  return { hostname: socket.remoteAddress ?? "", port: socket.remotePort ?? 0 };
}

/** A `WebSocket` of ws as the session wants it, and its events as the session's. */
class NativeSocket implements SessionSocket {
  readonly #socket: WebSocket;
  readonly #session: Session;

  constructor(socket: WebSocket, gateway: Gateway, client: AdmittedClient) {
    this.#socket = socket;
    const session = this.#session = gateway.open(this, client);
    socket.on("message", (data, isBinary) => {
      if (isBinary) session.receiveFrame(data as Buffer);
      else session.receiveText(data.toString());
    });
    socket.on("ping", (data) => this.#onPing(data));
    socket.on("pong", () => session.heard());
    socket.on("error", (error) => this.#onError(error));
    socket.on("close", (code) => session.socketClosed(code));
  }

  send(text: string): SendOutcome {
    const socket = this.#socket;
    if (socket.readyState !== WebSocket.OPEN) return "closed";
    socket.send(text, this.#onWritten);
    return socket.bufferedAmount === 0 ? "sent" : "queued";
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  ping(): void {
    this.#socket.ping();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** ws has no drain event; a message of ours is far too small for the socket's. */
  readonly #onWritten = (error?: Error | null): void => {
    if (!error && this.#socket.bufferedAmount === 0) this.#session.drained();
  };

  /** ws would queue pongs without a bound for a client that pings and doesn't read. */
  #onPing(data: Buffer): void {
    if (this.#socket.bufferedAmount <= MAX_UNWRITTEN_BYTES) this.#socket.pong(data);
    else this.terminate();
  }

  /** ws has sent the Close already, but its close event will say 1006 (ws 8.23). */
  #onError(error: Error & { code?: string }): void {
    if (!error.code?.startsWith("WS_ERR_")) return;
    const [code, reason] = PROTOCOL_ERRORS[error.code] ?? [CloseCode.protocolError, ""];
    this.#session.close(code, reason, "transport_protocol");
  }
}

/** What ws closes with where that isn't 1002. */
const PROTOCOL_ERRORS: Record<string, [CloseCode, string]> = {
  WS_ERR_INVALID_UTF8: [CloseCode.invalidPayload, ""],
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: [CloseCode.messageTooBig, CloseReason.messageTooBig],
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: [CloseCode.messageTooBig, CloseReason.messageTooBig],
  WS_ERR_TOO_MANY_BUFFERED_PARTS: [CloseCode.policyViolation, ""],
};
