import { LISTEN_BACKLOG } from "@stt-bench/gateway";
import type { Gateway, Listener, ListenOptions } from "@stt-bench/gateway";
import { TunedServer } from "@stt-bench/tuned";
import { stayAwake } from "./doze.ts";
import { DenoTcpSocket } from "./tcp_socket.ts";

/** Pause after a connection could not be accepted, which mostly means: too many open files. */
const ACCEPT_PAUSE_MS = 100;

/** Serves sessions on raw TCP with `Deno.listen`. */
export function serveTuned(gateway: Gateway, options: ListenOptions): Promise<Listener> {
  const { hostname, port, reusePort } = options;
  const listener = Deno.listen({ hostname, port, reusePort, tcpBacklog: LISTEN_BACKLOG });
  acceptAll(listener, gateway, new TunedServer(gateway, options));
  return Promise.resolve({ port: listener.addr.port });
}

async function acceptAll(
  listener: Deno.TcpListener,
  { connections, reportBug }: Gateway,
  server: TunedServer,
): Promise<void> {
  for (;;) {
    try {
      serve(await listener.accept(), server, reportBug);
    } catch (error) {
      connections.turnAway(error instanceof Error ? error.message : String(error));
      await new Promise((resolve) => setTimeout(resolve, ACCEPT_PAUSE_MS));
    }
  }
}

/** Never throws: whatever one client does must not keep others waiting. */
function serve(conn: Deno.TcpConn, server: TunedServer, reportBug: Gateway["reportBug"]): void {
  try {
    stayAwake();
    const socket = new DenoTcpSocket(conn);
    socket.reportTo(server.accept(socket, conn.remoteAddr));
  } catch (bug) {
    reportBug(bug);
    conn.close();
  }
}
