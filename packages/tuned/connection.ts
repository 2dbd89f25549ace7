import { WheelTimer } from "@stt-bench/core";
import { HandshakeStage } from "./handshake_stage.ts";
import { SessionStage } from "./session_stage.ts";
import type { TcpEvents, TcpSocket } from "./tcp_socket.ts";
import type { ConnectionHost } from "./tuned_server.ts";

/** Time for a request head and its answer; a client that sends a byte a second is cut. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Time for the peer to end its side once we have ended ours. */
const LINGER_MS = 2000;

/**
 * One client's connection: a handshake, then a session or an HTTP response, then the wait for the
 * peer's end. Waiting matters: closing a socket that holds unread bytes resets it, and the peer may
 * lose the Close frame or the response that was on its way (RFC 6455 §7.1.1, RFC 9112 §9.6).
 */
export class Connection implements TcpEvents {
  readonly #socket: TcpSocket;
  readonly #host: ConnectionHost;
  readonly #peer: string;
  readonly #patience = new WheelTimer(() => this.#socket.destroy());
  /** What hears the bytes now. */
  #stage: TcpEvents;

  constructor(socket: TcpSocket, peer: string, host: ConnectionHost) {
    this.#socket = socket;
    this.#host = host;
    this.#peer = peer;
    this.#stage = new HandshakeStage(socket, host.gateway, {
      upgraded: (rest) => this.#openSession(rest),
      finished: () => this.#leave(),
    });
    this.#waitFor(HANDSHAKE_TIMEOUT_MS);
    socket.read();
  }

  /** A bug that some client's bytes bring to light costs that client its connection, and nobody else. */
  onData(chunk: Uint8Array, isLast: boolean): void {
    try {
      this.#stage.onData(chunk, isLast);
    } catch (bug) {
      this.#host.gateway.reportBug(bug);
      this.#socket.destroy();
    }
  }

  onDrained(): void {
    this.#stage.onDrained();
  }

  onEnd(): void {
    this.#stage.onEnd();
  }

  onClose(): void {
    this.#patience.cancel();
    this.#stage.onClose();
  }

  #openSession(rest: Uint8Array): void {
    this.#patience.cancel();
    this.#stage = new SessionStage(this.#socket, this.#peer, this.#host, () => this.#leave());
    this.#stage.onData(rest, true);
  }

  /** Ends our side, and reads on until the peer has ended its own. */
  #leave(): void {
    const socket = this.#socket;
    this.#stage = {
      onData: () => socket.read(),
      onDrained() {},
      onEnd: () => socket.destroy(),
      onClose() {},
    };
    this.#socket.end();
    this.#socket.read();
    this.#waitFor(LINGER_MS);
  }

  #waitFor(ms: number): void {
    const { options: { clock }, wheel } = this.#host;
    wheel.arm(this.#patience, clock.now() + ms);
  }
}
