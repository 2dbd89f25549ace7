import { reasonOf } from "@stt-bench/program";
import type { Connection, ConnectionHandler, Target, Transport } from "./transport.ts";

/** A socket of `Bun.connect`: the part that is used here. */
export interface BunSocket {
  data: BunConnection;
  /** Returns how many bytes the kernel took; -1 when the socket is closed. */
  write(bytes: Uint8Array): number;
  setNoDelay(on: boolean): boolean;
  end(): void;
  terminate(): void;
}

/** `Bun.connect`, as it is used here. */
export type BunConnect = (options: {
  hostname: string;
  port: number;
  tls: boolean;
  data: BunConnection;
  socket: typeof events;
}) => Promise<BunSocket>;

/** Connections of `Bun.connect`: writes tell at once how much the kernel took. */
export function bunTransport(connect: BunConnect): Transport {
  return { connect: (target, handler) => new BunConnection(connect, target, handler) };
}

/** One table for all connections, so that a connection costs no closures. */
const events = {
  open: (socket: BunSocket) => socket.data.onOpen(socket),
  handshake: (socket: BunSocket, isGood: boolean, error: Error | null) =>
    socket.data.onHandshake(isGood, error),
  data: (socket: BunSocket, bytes: Uint8Array) => socket.data.handler?.received(bytes),
  drain: (socket: BunSocket) => socket.data.onDrain(),
  close: (socket: BunSocket, error?: Error) => socket.data.onClosed(error),
  error: (socket: BunSocket, error: Error) => socket.data.onClosed(error),
  connectError: (socket: BunSocket, error: Error) => socket.data.onClosed(error),
};

class BunConnection implements Connection {
  /** Undefined once it has heard the last, or does not want to hear more. */
  handler: ConnectionHandler | undefined;
  readonly #tls: boolean;
  #socket: BunSocket | undefined;
  #unwritten: Uint8Array | undefined;

  constructor(
    connect: BunConnect,
    { hostname, port, tls }: Target,
    handler: ConnectionHandler,
  ) {
    this.handler = handler;
    this.#tls = tls;
    connect({ hostname, port, tls, data: this, socket: events })
      .catch((error: Error) => this.onClosed(error));
  }

  write(bytes: Uint8Array): boolean {
    const taken = this.#socket?.write(bytes) ?? 0;
    if (taken === bytes.length) return true;
    this.#unwritten = bytes.subarray(Math.max(taken, 0));
    return false;
  }

  end(): void {
    this.#socket?.end();
  }

  destroy(): void {
    this.handler = undefined;
    this.#socket?.terminate();
  }

  onOpen(socket: BunSocket): void {
    this.#socket = socket;
    if (this.handler === undefined) return socket.terminate();
    socket.setNoDelay(true);
    if (!this.#tls) this.handler.opened();
  }

  onHandshake(isGood: boolean, error: Error | null): void {
    if (isGood && error === null) return this.handler?.opened();
    this.onClosed(error ?? new Error("TLS handshake failed"));
    this.#socket?.terminate();
  }

  onDrain(): void {
    const bytes = this.#unwritten;
    if (bytes === undefined) return;
    this.#unwritten = undefined;
    if (this.write(bytes)) this.handler?.drained();
  }

  onClosed(error: Error | undefined): void {
    const { handler } = this;
    this.handler = undefined;
    handler?.closed(error && reasonOf(error));
  }
}
