import { LISTEN_BACKLOG } from "@stt-bench/gateway";
import type { Gateway, ListenOptions } from "@stt-bench/gateway";

/** Pause before we listen again: until then the system refuses connections. */
const PAUSE_MS = 100;

/**
 * Serves with `Deno.serve`, and serves again on the same port when its server ends: Deno 2.9 takes
 * one connection that cannot be accepted (too many open files, mostly) for the end of the server, and
 * of the process with it. Open connections go on.
 *
 * @returns its port.
 * @throws the system's error when nobody can listen there at first.
 */
export function serveAgain(
  { connections }: Gateway,
  { hostname, port, reusePort, tls }: ListenOptions,
  handler: Deno.ServeHandler<Deno.NetAddr>,
): number {
  const serve = (port: number): number => {
    const address = { hostname, port, reusePort, tcpBacklog: LISTEN_BACKLOG, onListen() {} };
    const server = Deno.serve(tls ? { ...address, ...tls } : address, handler);
    server.finished.catch((error) => pause(server.addr.port, error));
    return server.addr.port;
  };
  const pause = (port: number, error: Error) => {
    connections.turnAway(error.message);
    setTimeout(() => {
      try {
        serve(port);
      } catch (error) {
        pause(port, error as Error);
      }
    }, PAUSE_MS);
  };
  return serve(port);
}
