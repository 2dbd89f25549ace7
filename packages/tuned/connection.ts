import { Patience } from "@stt-bench/core";
import type { AdmittedClient, Remote } from "@stt-bench/gateway";
import { HandshakeStage } from "./handshake_stage.ts";
import { SessionStage } from "./session_stage.ts";
import type { TcpEvents, TcpSocket } from "./tcp_socket.ts";
import type { ConnectionHost } from "./tuned_server.ts";

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
  readonly #patience: Patience;
  /** What hears the bytes now. */
  #stage: TcpEvents;

  constructor(socket: TcpSocket, remote: Remote, host: ConnectionHost) {
    const { clock, handshakeTimeoutMs } = host.options;
    this.#socket = socket;
    this.#host = host;
    this.#patience = new Patience({ wheel: host.wheel, clock, onLost: () => socket.destroy() });
    this.#stage = new HandshakeStage(socket, host.gateway, remote, {
      upgraded: (client, rest) => this.#openSession(client, rest),
      finished: () => this.#leave(),
    });
    this.#patience.arm(handshakeTimeoutMs);
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
    this.#host.gateway.connections.leave();
    this.#patience.cancel();
    this.#stage.onClose();
  }

  #openSession(client: AdmittedClient, rest: Uint8Array): void {
    this.#patience.cancel();
    this.#stage = new SessionStage(this.#socket, client, this.#host, () => this.#leave());
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
    this.#patience.arm(LINGER_MS);
  }
}
