import { connect as connectTcp } from "node:net";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Connection, ConnectionHandler, Target, Transport } from "./transport.ts";

const NO_BYTES = new Uint8Array(0);

/** Connections of `node:net`, on Node and on Deno. */
export const nodeTransport: Transport = {
  connect: (target, handler) => new NodeConnection(target, handler),
};

class NodeConnection implements Connection {
  readonly #socket: Socket;
  readonly #drained: () => void;

  constructor({ hostname: host, port, tls }: Target, handler: ConnectionHandler) {
    const socket = tls
      ? connectTls({ host, port, servername: /^[\d.]+$|:/.test(host) ? "" : host })
      : connectTcp({ host, port });
    socket.setNoDelay(true);
    this.#socket = socket;
    this.#drained = () => {
      if (!socket.destroyed) handler.drained();
    };
    let problem: string | undefined;
    socket
      .on(tls ? "secureConnect" : "connect", () => handler.opened())
      .on("data", (chunk: Uint8Array) => handler.received(chunk))
      .on("error", (error) => problem = error.message || String(error))
      .on("close", () => handler.closed(problem));
  }

  write(bytes: Uint8Array): boolean {
    const socket = this.#socket;
    socket.write(bytes);
    // libuv first tries to write at once: what it could hand over does not count as buffered.
    if (socket.writableLength === 0) return true;
    // The callback of an empty write tells when everything before it is gone; `drain` would not
    // come for less than the high-water mark.
    socket.write(NO_BYTES, this.#drained);
    return false;
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.removeAllListeners().on("error", () => {}).destroy();
  }
}
