import type { SendOutcome, Session, SessionSocket } from "@stt-bench/core";
import { MAX_UNWRITTEN_BYTES } from "@stt-bench/gateway";
import type { AdmittedClient, Gateway, Listener, ListenOptions } from "@stt-bench/gateway";
import { CloseCode } from "@stt-bench/protocol";
import { serveAgain } from "./serve_again.ts";

/** What a socket carries; the session is opened with it. */
interface SocketData {
  readonly client: AdmittedClient;
  session: Session | undefined;
}

type BunSocket = Bun.ServerWebSocket<SocketData>;

/** Bun 1.4 takes whole seconds, at most so many. */
const MAX_IDLE_SECONDS = 255;

/** Serves sessions with `Bun.serve` and its WebSockets. */
export function serveNative(gateway: Gateway, options: ListenOptions): Promise<Listener> {
  const serve = (port: number) => Bun.serve(serverOptions(gateway, { ...options, port }));
  return Promise.resolve({ port: serveAgain(gateway, options.port, serve) });
}

function serverOptions(
  gateway: Gateway,
  { hostname, port, reusePort, tls, maxMessageBytes, handshakeTimeoutMs }: ListenOptions,
): Bun.Serve.Options<SocketData> {
  return {
    hostname,
    port,
    reusePort,
    ...(tls && { tls: { ...tls } }),
    // For the next request of a connection; the first one has 8 to 12 s, whatever this says (Bun 1.4).
    idleTimeout: Math.min(Math.ceil(handshakeTimeoutMs / 1000), MAX_IDLE_SECONDS),
    fetch(request, server) {
      const { address: hostname = "", port = 0 } = server.requestIP(request) ?? {};
      const upgrade = (client: AdmittedClient) => {
        const data = { client, session: undefined };
        // By default Bun takes the first subprotocol that a client offers (Bun 1.4).
        const headers = { "sec-websocket-protocol": client.subprotocol ?? "" };
        return server.upgrade(request, { data, headers })
          ? new Response(null)
          : new Response("Expected a WebSocket upgrade\n", { status: 400 });
      };
      return gateway.app.fetch(request, { remote: { hostname, port }, upgrade });
    },
    websocket: {
      maxPayloadLength: maxMessageBytes,
      perMessageDeflate: false,
      // By default Bun closes after 120 s without a message, also when it was our own loop that
      // stood still.
      idleTimeout: 0,
      sendPings: false,
      backpressureLimit: MAX_UNWRITTEN_BYTES,
      closeOnBackpressureLimit: false,
      open(socket) {
        socket.data.session = gateway.open(new NativeSocket(socket), socket.data.client);
      },
      message({ data: { session } }, message) {
        if (typeof message === "string") session!.receiveText(message);
        else session!.receiveFrame(message);
      },
      pong({ data: { session } }) {
        session!.heard();
      },
      drain({ data: { session } }) {
        session!.drained();
      },
      close({ data: { session } }, code, reason) {
        if (code === 1006 && reason !== "") reportViolation(session!, reason);
        session!.socketClosed(code);
      },
    },
  };
}

/** A `ServerWebSocket` of Bun as the session wants it. */
class NativeSocket implements SessionSocket {
  readonly #socket: BunSocket;

  constructor(socket: BunSocket) {
    this.#socket = socket;
  }

  send(text: string): SendOutcome {
    const result = this.#socket.sendText(text);
    if (result > 0) return "sent";
    if (result === -1) return "queued";
    // 0: the socket is closed, or over its limit; then Bun 1.4 drops messages and goes on.
    this.terminate();
    return "closed";
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
}

/**
 * Bun closes with the right code when a client breaks the protocol, but then reports 1006; what it
 * was stands in the reason (Bun 1.4). A connection that was lost has none.
 */
function reportViolation(session: Session, reason: string): void {
  session.close(VIOLATIONS[reason] ?? CloseCode.protocolError, reason, "transport_protocol");
}

/** What Bun closes with where that isn't 1002. */
const VIOLATIONS: Readonly<Record<string, CloseCode>> = {
  "Received too big message": CloseCode.messageTooBig,
  "Received invalid UTF-8": CloseCode.invalidPayload,
};
