import type { Gateway, Listener, ListenOptions } from "@stt-bench/gateway";
import { TunedServer } from "@stt-bench/tuned";
import { stayAwake } from "./doze.ts";
import { DenoTcpSocket } from "./tcp_socket.ts";

/** Pause after a connection could not be accepted, which mostly means: too many open files. */
const ACCEPT_PAUSE_MS = 100;

/** Serves sessions on raw TCP with `Deno.listen`. */
export function serveTuned(gateway: Gateway, options: ListenOptions): Promise<Listener> {
  const { hostname, port, reusePort } = options;
  const listener = Deno.listen({ hostname, port, reusePort });
  acceptAll(listener, new TunedServer(gateway, options), gateway.reportBug);
  return Promise.resolve({ port: listener.addr.port });
}

async function acceptAll(
  listener: Deno.TcpListener,
  server: TunedServer,
  reportBug: (bug: unknown) => void,
): Promise<void> {
  for (;;) {
    try {
      const conn = await listener.accept();
      stayAwake();
      const socket = new DenoTcpSocket(conn);
      socket.reportTo(server.accept(socket, conn.remoteAddr));
    } catch (error) {
      reportBug(error);
      await new Promise((resolve) => setTimeout(resolve, ACCEPT_PAUSE_MS));
    }
  }
}
