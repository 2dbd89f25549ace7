import { createServer } from "node:net";
import type { Gateway, Listener, ListenOptions } from "@stt-bench/gateway";
import { TunedServer } from "@stt-bench/tuned";
import { listen } from "./listen.ts";
import { NodeTcpSocket } from "./tcp_socket.ts";

/** One byte: a paused socket stops reading after one chunk, and keeps no more than that. */
const HIGH_WATER_MARK = 1;

/** Serves sessions on raw TCP with `node:net`. */
export function serveTuned(gateway: Gateway, options: ListenOptions): Promise<Listener> {
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
  return listen(server, gateway, options);
}
