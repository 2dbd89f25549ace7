import type { Gateway, Listener, ListenOptions } from "@stt-bench/gateway";
import { TunedServer } from "@stt-bench/tuned";
import type { ReactorHost } from "./connect.ts";
import { listenOn } from "./listener.ts";
import { ReactorTcpSocket } from "./tcp_socket.ts";

/** Serves sessions, and the HTTP routes, on the sockets of a reactor. */
export async function serveReactor(
  { reactor, lookup }: ReactorHost,
  gateway: Gateway,
  options: ListenOptions,
): Promise<Listener> {
  const { hostname, port, reusePort } = options;
  const server = new TunedServer(gateway, options);
  const { address } = await lookup(hostname);
  return listenOn(reactor, { hostname: address, port, reusePort }, {
    onConnection(fd, remote) {
      const socket = new ReactorTcpSocket(fd, reactor);
      try {
        socket.reportTo(server.accept(socket, remote));
      } catch (bug) {
        // Whatever one client does must not keep others waiting.
        gateway.reportBug(bug);
        socket.destroy();
      }
    },
    onProblem: (problem) => gateway.connections.turnAway(problem),
  });
}
