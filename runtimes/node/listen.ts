import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { LISTEN_BACKLOG } from "@stt-bench/gateway";
import type { Gateway, Listener, ListenOptions } from "@stt-bench/gateway";

/**
 * Lets `server` listen. A connection that it cannot accept later on (too many open files, mostly) is
 * counted as turned away, and ends neither the server nor the process.
 *
 * @throws the system's error, with its `code`, when nobody can listen there.
 */
export async function listen(
  server: Server,
  { connections }: Pick<Gateway, "connections">,
  { hostname, port, reusePort }: Pick<ListenOptions, "hostname" | "port" | "reusePort">,
): Promise<Listener> {
  server.listen({ host: hostname, port, reusePort, backlog: LISTEN_BACKLOG });
  await once(server, "listening");
  server.on("error", ({ message }) => connections.turnAway(message));
  return { port: (server.address() as AddressInfo).port };
}
