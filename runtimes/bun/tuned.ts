import type { Gateway, Listener, ListenOptions } from "@stt-bench/gateway";
import { TunedServer } from "@stt-bench/tuned";
import { BunTcpSocket, handlers } from "./tcp_socket.ts";

/** Serves sessions on raw TCP with `Bun.listen`. */
export function serveTuned(gateway: Gateway, options: ListenOptions): Promise<Listener> {
  const { hostname, port, reusePort } = options;
  const server = new TunedServer(gateway, options);
  const { port: actualPort } = Bun.listen<BunTcpSocket>({
    hostname,
    port,
    // Bun 1.4 knows it, its types don't.
    ...{ reusePort },
    allowHalfOpen: true,
    socket: {
      ...handlers,
      open(socket) {
        const adapter = socket.data = new BunTcpSocket(socket);
        const remote = { hostname: socket.remoteAddress, port: socket.remotePort };
        adapter.reportTo(server.accept(adapter, remote));
      },
    },
  });
  return Promise.resolve({ port: actualPort });
}
