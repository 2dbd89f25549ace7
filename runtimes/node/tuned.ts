import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import type { Gateway, Listener, ListenOptions } from "@stt-bench/gateway";
import { TunedServer } from "@stt-bench/tuned";
import { NodeTcpSocket } from "./tcp_socket.ts";

/** Connections that may wait to be accepted; the kernel caps it at `somaxconn`. */
const BACKLOG = 4096;

/** One byte: a paused socket stops reading after one chunk, and keeps no more than that. */
const HIGH_WATER_MARK = 1;

/** Serves sessions on raw TCP with `node:net`. */
export async function serveTuned(gateway: Gateway, options: ListenOptions): Promise<Listener> {
  const { hostname, port, reusePort } = options;
  const tuned = new TunedServer(gateway, options);
  const server = createServer(
    { noDelay: true, allowHalfOpen: true, highWaterMark: HIGH_WATER_MARK },
    (socket) => {
      const adapter = new NodeTcpSocket(socket);
      const { remoteAddress: hostname = "", remotePort: port = 0 } = socket;
      adapter.reportTo(tuned.accept(adapter, { hostname, port }));
      socket.on("data", adapter.received);
    },
  );
  await new Promise<void>((resolve, reject) => {
    // Stays: a connection that cannot be accepted later on must not end the process.
    server.on("error", reject);
    server.listen({ host: hostname, port, reusePort, backlog: BACKLOG }, resolve);
  });
  return { port: (server.address() as AddressInfo).port };
}
