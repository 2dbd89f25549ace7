import { TimerWheel } from "@stt-bench/core";
import type { Gateway, ListenOptions, Remote } from "@stt-bench/gateway";
import { Connection } from "./connection.ts";
import type { TcpEvents, TcpSocket } from "./tcp_socket.ts";

/** What connections use of their server. */
export interface ConnectionHost {
  readonly gateway: Gateway;
  readonly wheel: TimerWheel;
  readonly options: TunedServerOptions;
}

/** How a {@linkcode TunedServer} serves. */
export type TunedServerOptions = Pick<
  ListenOptions,
  "clock" | "maxMessageBytes" | "handshakeTimeoutMs" | "readIntervalMs"
>;

/** Who hears of a connection that was turned away: nothing of it is anybody's business. */
const DEAF: TcpEvents = { onData() {}, onDrained() {}, onEnd() {}, onClose() {} };

/** Serves the sessions and the HTTP routes of a gateway on raw TCP connections. */
export class TunedServer {
  readonly #host: ConnectionHost;

  constructor(gateway: Gateway, options: TunedServerOptions) {
    this.#host = { gateway, options, wheel: new TimerWheel(options.clock) };
  }

  /** A client has connected from `remote`; the adapter reports to what comes back. */
  accept(socket: TcpSocket, remote: Remote): TcpEvents {
    if (this.#host.gateway.connections.enter()) {
      return new Connection(socket, remote, this.#host);
    }
    // Later: nobody hears the socket yet.
    queueMicrotask(() => socket.destroy());
    return DEAF;
  }
}
