import { connect } from "node:net";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Where a gateway listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Undefined: without TLS. */
  readonly tls?: TlsTrust | undefined;
}

/** Whom a TLS client believes. */
export interface TlsTrust {
  /** The certificate of an authority, in PEM; by default those of the runtime. */
  readonly ca?: string | undefined;
}

/** What a TCP connection says. Bytes, then at most one `end` or `reset`. */
export interface ByteListener {
  onBytes(bytes: Uint8Array): void;
  /** The other side has closed its half (FIN), or the connection broke. */
  onEnd(how: "end" | "reset"): void;
}

/** One TCP connection. What was sent before is written before what is sent later. */
export class ByteStream {
  readonly #socket: Socket;
  #listener: ByteListener | undefined;
  #early: Uint8Array[] = [];
  #ended: "end" | "reset" | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (bytes: Uint8Array) => {
      if (this.#listener) this.#listener.onBytes(bytes);
      else this.#early.push(bytes);
    });
    socket.on("end", () => this.#end("end"));
    socket.on("error", () => this.#end("reset"));
    socket.on("close", () => this.#end("reset"));
  }

  /** Connects, or rejects with a message that names the address. */
  static open({ host, port, tls }: Address, patienceMs: number): Promise<ByteStream> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => {
        socket.destroy();
        reject(new Error(`Cannot connect to ${host}:${port}: ${why}`));
      };
      const socket = tls ? connectTls({ host, port, ...tls }) : connect({ host, port });
      const timer = setTimeout(() => fail(`no answer for ${patienceMs} ms`), patienceMs);
      const onError = (error: Error) => {
        clearTimeout(timer);
        fail(error.message);
      };
      socket.once("error", onError).once(tls ? "secureConnect" : "connect", () => {
        clearTimeout(timer);
        const stream = new ByteStream(socket);
        socket.off("error", onError);
        resolve(stream);
      });
    });
  }

  /** Hands everything to `listener` from now on, and first what came before. */
  listen(listener: ByteListener): void {
    this.#listener = listener;
    for (const bytes of this.#early.splice(0)) listener.onBytes(bytes);
    if (this.#ended) listener.onEnd(this.#ended);
  }

  /** Bytes that wait here for the other side to read. */
  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  /** Writes bytes; what the connection no longer takes is lost. */
  send(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  /** Stops reading, so that the kernel's buffers fill up and the gateway cannot write. */
  pause(): void {
    this.#socket.pause();
  }

  /** Reads again. */
  resume(): void {
    this.#socket.resume();
  }

  /** Ends our side (FIN); the other may go on. */
  end(): void {
    this.#socket.end();
  }

  /** Cuts the connection with a reset, as a vanished client does. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** Cuts the connection. */
  destroy(): void {
    this.#socket.destroy();
  }

  #end(how: "end" | "reset"): void {
    if (this.#ended) return;
    this.#ended = how;
    this.#listener?.onEnd(how);
  }
}
