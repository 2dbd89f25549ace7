import { connect as connectTcp } from "node:net";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { reasonOf } from "@stt-bench/program";
import type { Connection, ConnectionHandler, Target, Transport } from "./transport.ts";

/** Connections of `node:net`, on Node and on Deno. */
export const nodeTransport: Transport = {
  connect: (target, handler) => new NodeConnection(target, handler),
};

class NodeConnection implements Connection {
  readonly #socket: Socket;
  /** Called after each write; `drain` would not come for less than the high-water mark. */
  readonly #onWritten: () => void;
  #isBlocked = false;

  constructor({ hostname: host, port, tls }: Target, handler: ConnectionHandler) {
    const socket = tls
      ? connectTls({ host, port, servername: /^[\d.]+$|:/.test(host) ? "" : host })
      : connectTcp({ host, port });
    socket.setNoDelay(true);
    this.#socket = socket;
    this.#onWritten = () => {
      if (!this.#isBlocked || socket.destroyed || socket.writableLength > 0) return;
      this.#isBlocked = false;
      handler.drained();
    };
    let problem: string | undefined;
    socket
      .on(tls ? "secureConnect" : "connect", () => handler.opened())
      .on("data", (chunk: Uint8Array) => handler.received(chunk))
      .on("error", (error) => problem = reasonOf(error))
      .on("close", () => handler.closed(problem));
  }

  write(bytes: Uint8Array): boolean {
    this.#socket.write(bytes, this.#onWritten);
    // libuv first tries to write at once: what it could hand over does not count as buffered.
    this.#isBlocked = this.#socket.writableLength > 0;
    return !this.#isBlocked;
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.removeAllListeners().on("error", () => {}).destroy();
  }
}
