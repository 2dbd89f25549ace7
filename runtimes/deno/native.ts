import { setImmediate } from "node:timers";
import type { SendOutcome, Session, SessionSocket } from "@stt-bench/core";
import type { AdmittedClient, Gateway, Listener, ListenOptions } from "@stt-bench/gateway";
import { CloseCode, CloseReason } from "@stt-bench/protocol";
import { DrainPoll } from "./drain_poll.ts";
import { serveAgain } from "./serve_again.ts";

/** Serves sessions with `Deno.serve` and `Deno.upgradeWebSocket`. */
export function serveNative(gateway: Gateway, options: ListenOptions): Promise<Listener> {
  const { maxMessageBytes } = options;
  const drainPoll = new DrainPoll();
  const port = serveAgain(gateway, options, (request, info) => {
    const upgrade = (client: AdmittedClient) => {
      const { subprotocol } = client;
      // By default Deno pings after 15 s and closes after 30 s without an answer, also when it was
      // our own loop that stood still; then every session is gone.
      const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
      // Its option `protocol` finds none in a list without spaces, as ws writes it, and throws an
      // error that quotes the token (Deno 2.9).
      if (subprotocol) response.headers.set("sec-websocket-protocol", subprotocol);
      new NativeSocket(socket, gateway, client, maxMessageBytes, drainPoll);
      return response;
    };
    return gateway.app.fetch(request, { remote: info.remoteAddr, upgrade });
  });
  return Promise.resolve({ port });
}

/** A `WebSocket` of Deno as the session wants it, and its events as the session's. */
class NativeSocket implements SessionSocket {
  readonly #socket: WebSocket;
  readonly #drainPoll: DrainPoll;
  readonly #maxMessageBytes: number;
  readonly #session: Session;

  constructor(
    socket: WebSocket,
    gateway: Gateway,
    client: AdmittedClient,
    maxMessageBytes: number,
    drainPoll: DrainPoll,
  ) {
    this.#socket = socket;
    this.#drainPoll = drainPoll;
    this.#maxMessageBytes = maxMessageBytes;
    this.#session = gateway.open(this, client);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => this.#onMessage(data));
    // A failed upgrade ends with this event alone (Deno 2.9).
    socket.addEventListener("error", () => this.#onClose(0));
    socket.addEventListener("close", ({ code }) => this.#onClose(code));
  }

  send(text: string): SendOutcome {
    if (this.#socket.readyState !== WebSocket.OPEN) return "closed";
    this.#socket.send(text);
    // Deno writes after this turn of the loop, so that `bufferedAmount` is never 0 here.
    this.#drainPoll.add(this.#socket, this.#session);
    return "queued";
  }

  close(code: number, reason: string): void {
    const close = () => this.#socket.close(code, reason);
    // Deno 2.9 forgets a close that it is told of before the upgrade is through.
    if (this.#socket.readyState === WebSocket.CONNECTING) {
      this.#socket.addEventListener("open", close);
    } else {
      // Once told to close, Deno 2.9 cuts the connection at the next message, and a timer may run
      // when one has been read already: then no Close is written. Of 4000 clients that streamed 102
      // never saw it; at the end of the turn, all did.
      setImmediate(close);
    }
  }

  /** Deno 2.9 cannot cut a WebSocket: it lives on until the client answers the Close, or goes. */
  terminate(): void {
    this.#drainPoll.delete(this.#socket);
  }

  #onMessage(data: string | ArrayBuffer): void {
    // Deno 2.9 has no limit of its own below 64 MiB: the message is here already.
    if (this.#isTooLong(data)) {
      this.#session.close(
        CloseCode.messageTooBig,
        CloseReason.messageTooBig,
        "transport_protocol",
      );
    } else if (typeof data === "string") {
      this.#session.receiveText(data);
    } else {
      this.#session.receiveFrame(new Uint8Array(data));
    }
  }

  #isTooLong(data: string | ArrayBuffer): boolean {
    if (typeof data !== "string") return data.byteLength > this.#maxMessageBytes;
    const mostBytes = data.length * 3;
    return mostBytes > this.#maxMessageBytes &&
      new TextEncoder().encode(data).byteLength > this.#maxMessageBytes;
  }

  #onClose(code: number): void {
    this.#drainPoll.delete(this.#socket);
    // Deno 2.9 reports 0 where RFC 6455 §7.1.5 says 1006.
    this.#session.socketClosed(code || 1006);
  }
}
